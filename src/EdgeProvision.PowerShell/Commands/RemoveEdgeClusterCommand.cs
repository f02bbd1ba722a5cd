using System.Management.Automation;
using EdgeProvision.Engine;
using EdgeProvision.Model;
using EdgeProvision.PowerShell.Commands.Selection;

namespace EdgeProvision.PowerShell.Commands;

/// <summary>Removes OpenNebula clusters of provisions, each by itself.</summary>
[Cmdlet(VerbsCommon.Remove, "EdgeCluster", DefaultParameterSetName = ByName, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(Plan))]
public sealed class RemoveEdgeClusterCommand : ObjectRemovalCmdlet<EdgeCluster>
{
    private protected override ObjectFilter<EdgeCluster> Filter => ObjectFilters.Clusters;

    private protected override ProvisionObjectKind Kind => ProvisionObjectKind.Cluster;
}
