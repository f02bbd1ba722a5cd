using System.Management.Automation;
using EdgeProvision.Engine;
using EdgeProvision.Model;
using EdgeProvision.PowerShell.Commands.Selection;

namespace EdgeProvision.PowerShell.Commands;

/// <summary>Removes virtual networks of provisions, each by itself.</summary>
[Cmdlet(VerbsCommon.Remove, "EdgeNetwork", DefaultParameterSetName = ByName, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(Plan))]
public sealed class RemoveEdgeNetworkCommand : ObjectRemovalCmdlet<EdgeNetwork>
{
    private protected override ObjectFilter<EdgeNetwork> Filter => ObjectFilters.Networks;

    private protected override ProvisionObjectKind Kind => ProvisionObjectKind.Network;
}
