using System.Management.Automation;
using EdgeProvision.Model;
using EdgeProvision.PowerShell.Commands.Selection;
using EdgeProvision.PowerShell.Connections;
using EdgeProvision.PowerShell.Reporting;

namespace EdgeProvision.PowerShell.Commands;

/// <summary>Runs a command on edge hosts over SSH and writes how it ended, host by host.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "EdgeHostCommand", DefaultParameterSetName = HostSelection.ByName, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(HostCommandResult))]
public sealed class InvokeEdgeHostCommandCommand : HostSessionCmdlet
{
    /// <summary>Makes the cmdlet.</summary>
    public InvokeEdgeHostCommandCommand()
        : base(new HostSelectionAfterCommand())
    {
    }

    /// <summary>The command, run by the remote user's shell.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Command { get; set; } = "";

    /// <summary>Text for the command's standard input.</summary>
    [Parameter]
    public string? StandardInput { get; set; }

    /// <summary>Hosts at once.</summary>
    [Parameter]
    [ValidateRange(1, 1000)]
    public int ThrottleLimit { get; set; } = 16;

    /// <inheritdoc/>
    protected override void EndProcessing() => RunOnCloud(async (connection, cancellationToken) =>
    {
        List<EdgeHost> wanted = [];
        foreach (var host in await SelectedAsync(connection, cancellationToken).ConfigureAwait(false))
        {
            if (await AskAsync(() => CmdletQuestions.Answerable(() => ShouldProcess(host.Name, $"Run '{Command}'"), "-Confirm:$false"), cancellationToken).ConfigureAwait(false))
                wanted.Add(host);
        }

        var options = new ParallelOptions { MaxDegreeOfParallelism = ThrottleLimit, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(wanted, options, async (host, token) => await RunOnAsync(connection, host, token).ConfigureAwait(false)).ConfigureAwait(false);
    });

    /// <summary>Where the command is a host's name, the two stand in the other one's place.</summary>
    private protected override EdgeException Explain(EdgeException error, EdgeConnection connection) =>
        error is { Code: "HostNotFound", Target: { } asked } && HostFilter.Apply(connection.Remembered, null, [Command], null).Found.Count > 0
            ? new EdgeException(error.Code, error.Kind, error.Message)
            {
                Target = asked,
                RecommendedAction = $"'{Command}' is an edge host. The command comes first, the host behind it: Invoke-EdgeHostCommand '{asked.Replace("'", "''", StringComparison.Ordinal)}' {Command}",
            }
            : error;

    private async Task RunOnAsync(EdgeConnection connection, EdgeHost host, CancellationToken cancellationToken)
    {
        try
        {
            var questions = new CmdletQuestions(this, _ => true, force: false);
            var result = await connection.Engine.RunCommandAsync(host, Command, StandardInput, PostWarning, questions, cancellationToken).ConfigureAwait(false);
            PostObject(new HostCommandResult(host, Command, result.ExitStatus, result.Output, result.ErrorOutput));
        }
        catch (EdgeException error)
        {
            PostError(error, host);
        }
    }
}
