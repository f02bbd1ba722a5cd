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
            await EachAsync([.. hosts.GroupBy(h => (h.ProvisionId, h.Provision))], group => group.Key.Provision, async (group, streams, token) =>
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
            await WithoutUnfitAsync(hosts, streams, fit => ShowPlanAsync(connection, Request(provision, fit), PassThru, cancellationToken)).ConfigureAwait(false);
            return;
        }

        List<EdgeHost> wanted = [];
        foreach (var host in hosts)
        {
            if (await streams.AskAsync(() => CmdletQuestions.Answerable(() => ShouldProcess($"{host.Name} ({host.Hostname}, provision {host.Provision})", Action), "-Confirm:$false"), cancellationToken).ConfigureAwait(false))
                wanted.Add(host);
        }

        await WithoutUnfitAsync(wanted, streams, async fit => Write(await RunOperationAsync(connection, Request(provision, fit), streams, _ => true, force: false, cancellationToken).ConfigureAwait(false), fit, streams)).ConfigureAwait(false);
    }

    private OperationRequest Request(string provision, IReadOnlyList<EdgeHost> hosts) => Complete(RequestFor(provision, [.. hosts.Select(h => h.Id)]));

    private void Write(OperationResult? result, IReadOnlyList<EdgeHost> hosts, IWorkStreams streams)
    {
        if (result is null)
            return;
        if (PassThru)
        {
            foreach (var host in result.Provision?.Hosts.Where(h => hosts.Any(wanted => wanted.Id == h.Id)) ?? [])
                streams.Object(host);
        }

        WriteFailures(result, streams, FailureMode);
    }

    /// <summary>
    /// Does the work; a host without a machine, or without a way to its power, is its own error, and the work is done on the others. It is found out when the plan is made, so nothing
    /// has been changed by then.
    /// </summary>
    private static async Task WithoutUnfitAsync(IReadOnlyList<EdgeHost> hosts, IWorkStreams streams, Func<IReadOnlyList<EdgeHost>, Task> work)
    {
        while (hosts.Count > 0)
        {
            EdgeHost unfit;
            try
            {
                await work(hosts).ConfigureAwait(false);
                return;
            }
            catch (EdgeException error) when (error.ConcernsOneHost && hosts.FirstOrDefault(h => string.Equals(h.Hostname, error.Target, StringComparison.OrdinalIgnoreCase)) is { } found)
            {
                unfit = found;
                streams.Error(ErrorRecords.From(error, unfit));
            }

            hosts = [.. hosts.Where(h => h.Id != unfit.Id)];
        }
    }
}
