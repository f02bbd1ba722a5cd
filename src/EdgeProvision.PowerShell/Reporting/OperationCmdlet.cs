using System.Collections;
using System.Management.Automation;
using EdgeProvision.Engine.Operations;
using EdgeProvision.Engine.Requests;
using EdgeProvision.Model;
using EdgeProvision.PowerShell.Connections;
using EdgeProvision.PowerShell.Jobs;
using EdgeProvision.PowerShell.Pipeline;

namespace EdgeProvision.PowerShell.Reporting;

/// <summary>A cmdlet that runs an operation: plans, asks, reports, and writes what failed.</summary>
public abstract class OperationCmdlet : JobCmdlet
{
    /// <summary>How often a failed step is tried again.</summary>
    [Parameter]
    [ValidateRange(0, 100)]
    public int RetryCount { get; set; }

    /// <summary>Hosts worked on at once; without it only the providers' limits count.</summary>
    [Parameter]
    [ValidateRange(1, 1000)]
    public int ThrottleLimit { get; set; }

    /// <summary>Seconds to wait for somebody else's operation on the provision to end.</summary>
    [Parameter]
    [ValidateRange(0, 86_400)]
    public int LockTimeoutSec { get; set; } = 600;

    /// <summary>Seconds that a host may take to answer SSH once it is active.</summary>
    [Parameter]
    [ValidateRange(1, 86_400)]
    public int SshTimeoutSec { get; set; } = 600;

    /// <summary>Settings by descriptor key, such as packet_token, that come before all others; secrets as SecureString.</summary>
    [Parameter]
    public Hashtable? Override { get; set; }

    /// <summary>Puts what the common parameters say into a request.</summary>
    private protected OperationRequest Complete(OperationRequest request) => request with
    {
        RetryCount = RetryCount,
        ThrottleLimit = ThrottleLimit > 0 ? ThrottleLimit : null,
        LockTimeout = TimeSpan.FromSeconds(LockTimeoutSec),
        SshTimeout = TimeSpan.FromSeconds(SshTimeoutSec),
        Overrides = SettingOverrides.From(Override),
    };

    /// <summary>The plan that the request would run.</summary>
    private protected async Task ShowPlanAsync(EdgeConnection connection, OperationRequest request, bool asObject, CancellationToken cancellationToken)
    {
        var plan = await connection.Engine.PlanAsync(request, cancellationToken).ConfigureAwait(false);
        if (asObject)
            PostObject(plan);
        else
            Post(() => ShowPlan(plan));
    }

    /// <summary>Runs the request; null when the user said no. Failed hosts are written as errors, or warnings when they are to be skipped.</summary>
    private protected async Task<OperationResult?> RunOperationAsync(
        EdgeConnection connection, OperationRequest request, IWorkStreams streams, Func<Plan, bool> confirm, bool force, CancellationToken cancellationToken)
    {
        var reporter = new OperationReporter(streams, TimeProvider.System, ProgressWidth.Of(Host));
        IQuestions questions = new CmdletQuestions(this, streams, confirm, force);
        if (streams is EdgeChildJob job)
            questions = new JobQuestions(questions, job);
        try
        {
            return await connection.Engine.RunAsync(request, reporter, questions, cancellationToken).ConfigureAwait(false);
        }
        catch (EdgeException error) when (error.Code == "NotConfirmed")
        {
            (streams as EdgeChildJob)?.Decline();
            return null;
        }
        finally
        {
            reporter.Complete();
        }
    }

    /// <summary>Writes what came of an operation on a provision, if it was run.</summary>
    private protected void WriteChanged(OperationResult? result, IWorkStreams streams, FailureMode onFailure, bool passThru)
    {
        if (result is null)
            return;
        if (passThru && result.Provision is not null)
            streams.Object(result.Provision);
        WriteFailures(result, streams, onFailure);
    }

    /// <summary>Writes what failed, beside the objects.</summary>
    private protected void WriteFailures(OperationResult result, IWorkStreams streams, FailureMode onFailure)
    {
        foreach (var failure in result.Failures)
        {
            if (onFailure == FailureMode.Skip)
                streams.Warning($"{failure.Target}: {failure.Error.Message}");
            else
                streams.Error(ErrorRecords.From(failure.Error, (object?)result.Provision?.Hosts.FirstOrDefault(h => h.Id == failure.HostId) ?? failure.Target));
        }
    }

    private void ShowPlan(Plan plan)
    {
        if (plan.IsEmpty)
            ShouldProcess($"Nothing to do for provision {plan.Provision}.", null, null);
        foreach (var step in plan.Steps)
            ShouldProcess(PlanText.Of(step), null, null);
        if (!plan.IsEmpty)
            ShouldProcess($"In all: {PlanText.Total(plan)}.", null, null);
        foreach (var note in plan.Notes)
            WriteWarning(Diagnostic.WithoutSeverity(note));
    }
}
