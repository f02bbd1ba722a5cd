using System.Management.Automation;
using EdgeProvision.Model;
using EdgeProvision.PowerShell.Commands.Selection;
using EdgeProvision.PowerShell.Connections;

namespace EdgeProvision.PowerShell.Commands;

/// <summary>Gets virtual networks of provisions.</summary>
[Cmdlet(VerbsCommon.Get, "EdgeNetwork", DefaultParameterSetName = ByName)]
[OutputType(typeof(EdgeNetwork))]
public sealed class GetEdgeNetworkCommand : ObjectCmdlet<EdgeNetwork>
{
    /// <summary>Fills Leases, too: the addresses in use, for which each network is asked singly.</summary>
    [Parameter]
    public SwitchParameter IncludeLease { get; set; }

    private protected override ObjectFilter<EdgeNetwork> Filter => ObjectFilters.Networks;

    private protected override async Task<EdgeNetwork> CompleteAsync(EdgeConnection connection, EdgeNetwork item, CancellationToken cancellationToken) =>
        IncludeLease ? item with { Leases = await connection.Engine.GetLeasesAsync(item.Id, cancellationToken).ConfigureAwait(false) } : item;
}
