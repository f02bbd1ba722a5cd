using System.Management.Automation;
using EdgeProvision.Engine.Operations;
using EdgeProvision.Engine.Requests;
using EdgeProvision.Model;
using EdgeProvision.PowerShell.Commands.Selection;
using EdgeProvision.PowerShell.Connections;
using EdgeProvision.PowerShell.Reporting;

namespace EdgeProvision.PowerShell.Commands;

/// <summary>Finds out on edge hosts what running their configuration would change, and changes nothing.</summary>
[Cmdlet(VerbsDiagnostic.Test, "EdgeHostConfiguration", DefaultParameterSetName = HostSelection.ByName)]
[OutputType(typeof(HostDrift))]
public sealed class TestEdgeHostConfigurationCommand : HostSessionCmdlet
{
    /// <summary>Makes the cmdlet.</summary>
    public TestEdgeHostConfigurationCommand()
        : base(new HostSelection())
    {
    }

    /// <summary>Hosts at once.</summary>
    [Parameter]
    [ValidateRange(1, 1000)]
    public int ThrottleLimit { get; set; } = 16;

    /// <summary>Seconds that a host may take to answer SSH.</summary>
    [Parameter]
    [ValidateRange(1, 86_400)]
    public int SshTimeoutSec { get; set; } = 30;

    /// <inheritdoc/>
    protected override void EndProcessing() => RunOnCloud(async (connection, cancellationToken) =>
    {
        foreach (var hosts in (await SelectedAsync(connection, cancellationToken).ConfigureAwait(false)).GroupBy(h => h.ProvisionId))
            await CheckAsync(connection, hosts.Key, [.. hosts], cancellationToken).ConfigureAwait(false);
    });

    private async Task CheckAsync(EdgeConnection connection, string provision, IReadOnlyList<EdgeHost> hosts, CancellationToken cancellationToken)
    {
        var request = new CheckRequest(provision)
        {
            HostIds = [.. hosts.Select(h => h.Id)],
            ThrottleLimit = ThrottleLimit,
            SshTimeout = TimeSpan.FromSeconds(SshTimeoutSec),
        };
        try
        {
            await connection.Engine.CheckConfigurationAsync(request, Write, new CmdletQuestions(this, _ => true, force: false), cancellationToken).ConfigureAwait(false);
        }
        catch (EdgeException error)
        {
            // What concerns the whole provision: its provider does not answer, or it has gone meanwhile. Those of other provisions go on.
            PostError(error, hosts[0]);
        }
    }

    private void Write(HostCheck check)
    {
        if (check.Drift is { } drift)
            PostObject(drift);
        else
            PostError(check.Error!, check.Host);
    }
}
