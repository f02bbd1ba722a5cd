using System.Management.Automation;
using EdgeProvision.Engine.Requests;
using EdgeProvision.Model;
using EdgeProvision.PowerShell.Connections;
using EdgeProvision.PowerShell.Pipeline;
using EdgeProvision.PowerShell.Reporting;

namespace EdgeProvision.PowerShell.Commands.Selection;

/// <summary>
/// A cmdlet that changes edge hosts: one question per host, one operation (and so one lock) per provision. A provision that cannot be
/// worked on does not keep the others from it.
/// </summary>
public abstract class HostOperationCmdlet : OperationCmdlet, IDynamicParameters
{
    private readonly HostSelection _hosts = new();

    /// <summary>Writes the hosts as they are afterwards; with -WhatIf, writes the plan.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>The change, for questions: "Restart".</summary>
    private protected abstract string Action { get; }

    /// <summary>What to do about hosts that fail.</summary>
    private protected virtual FailureMode FailureMode => FailureMode.Quit;

    /// <summary>Which hosts are meant.</summary>
    public object GetDynamicParameters() => _hosts;

    /// <inheritdoc/>
    protected override void ProcessRecord() => _hosts.Take(ParameterSetName);

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        RunOnCloud(async (connection, cancellationToken) =>
        {
            var hosts = await _hosts.FindAsync(connection, error => PostError(error), cancellationToken).ConfigureAwait(false);
            await EachAsync(hosts.GroupBy(h => (h.ProvisionId, h.Provision)), group => group.Key.Provision, async (group, streams, token) =>
            {
                try
                {
                    await WorkOnAsync(connection, group.Key.ProvisionId, [.. group], streams, token).ConfigureAwait(false);
                }
                catch (EdgeException error)
                {
                    streams.Error(ErrorRecords.From(error, group.Count() == 1 ? group.First() : group.Key.Provision));
                }
            }, cancellationToken).ConfigureAwait(false);
        });
        base.EndProcessing();
    }

    /// <summary>What is asked of the engine for hosts of one provision.</summary>
    private protected abstract OperationRequest RequestFor(string provision, IReadOnlyList<int> hostIds);

    private async Task WorkOnAsync(EdgeConnection connection, string provision, IReadOnlyList<EdgeHost> hosts, IWorkStreams streams, CancellationToken cancellationToken)
    {
        if (IsShowing)
        {
            var shown = Complete(RequestFor(provision, [.. hosts.Select(h => h.Id)]));
            await ShowPlanAsync(connection, shown, PassThru, cancellationToken).ConfigureAwait(false);
            return;
        }

        List<int> wanted = [];
        foreach (var host in hosts)
        {
            if (await streams.AskAsync(() => CmdletQuestions.Answerable(() => ShouldProcess($"{host.Name} ({host.Hostname}, provision {host.Provision})", Action), "-Confirm:$false"), cancellationToken).ConfigureAwait(false))
                wanted.Add(host.Id);
        }

        if (wanted.Count == 0)
            return;
        var result = await RunOperationAsync(connection, Complete(RequestFor(provision, wanted)), streams, _ => true, force: false, cancellationToken).ConfigureAwait(false);
        if (result is null)
            return;
        if (PassThru)
        {
            foreach (var host in result.Provision?.Hosts.Where(h => wanted.Contains(h.Id)) ?? [])
                streams.Object(host);
        }

        WriteFailures(result, streams, FailureMode);
    }
}
