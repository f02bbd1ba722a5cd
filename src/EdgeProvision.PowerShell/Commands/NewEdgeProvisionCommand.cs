using System.Management.Automation;
using EdgeProvision.Engine.Requests;
using EdgeProvision.Model;
using EdgeProvision.PowerShell.Commands.Selection;
using EdgeProvision.PowerShell.Completion;
using EdgeProvision.PowerShell.Reporting;

namespace EdgeProvision.PowerShell.Commands;

/// <summary>Makes the provision of a descriptor, or continues it where an earlier run has stopped.</summary>
[Cmdlet(VerbsCommon.New, "EdgeProvision", DefaultParameterSetName = DescriptorSelection.ByPath, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(Provision), typeof(Plan))]
public sealed class NewEdgeProvisionCommand : OperationCmdlet, IDynamicParameters
{
    private readonly DescriptorSelection _descriptors = new();

    /// <summary>What to do when hosts fail: Quit keeps everything and writes errors, Skip writes warnings, Cleanup removes the whole provision again.</summary>
    [Parameter]
    public FailureMode OnFailure { get; set; }

    /// <summary>With -OnFailure Cleanup: deletes virtual machines and images, too.</summary>
    [Parameter]
    public SwitchParameter Cleanup { get; set; }

    /// <summary>The registered provider to rent from, for its driver.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(RegisteredProviderCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Provider { get; set; }

    /// <summary>With -WhatIf: writes the plan as an object instead of showing it.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>Which descriptors are meant.</summary>
    public object GetDynamicParameters() => _descriptors;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var sources = _descriptors.Sources(SessionState, ParameterSetName, Tell);
        var whatIf = IsWhatIf();
        var directory = WorkingDirectory;
        RunOnCloud((connection, cancellationToken) => ForEachAsync(sources, async source =>
        {
            var request = SettingOverrides.WithProvider(Complete(new CreateRequest(source) { OnFailure = OnFailure, RemoveContents = Cleanup, WorkingDirectory = directory }), Provider);
            if (whatIf)
            {
                await ShowPlanAsync(connection, request, PassThru, cancellationToken).ConfigureAwait(false);
                return;
            }

            if (await RunOperationAsync(connection, request, Confirm, force: false, cancellationToken).ConfigureAwait(false) is not { } result)
                return;
            if (result.Provision is not null)
                PostObject(result.Provision);
            WriteFailures(result, OnFailure);
        }));
    }

    private bool Confirm(Plan plan) => ShouldProcess(
        $"Make provision {plan.Provision}: {PlanSummary.Of(plan)}",
        $"Make provision {plan.Provision}? This {PlanSummary.Of(plan)}.",
        "Confirm");
}
