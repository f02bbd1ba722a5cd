using System.Management.Automation;
using EdgeProvision.Model;
using EdgeProvision.PowerShell.Commands.Selection;

namespace EdgeProvision.PowerShell.Commands;

/// <summary>Gets OpenNebula clusters of provisions.</summary>
[Cmdlet(VerbsCommon.Get, "EdgeCluster", DefaultParameterSetName = ByName)]
[OutputType(typeof(EdgeCluster))]
public sealed class GetEdgeClusterCommand : ObjectCmdlet<EdgeCluster>
{
    private protected override ObjectFilter<EdgeCluster> Filter => ObjectFilters.Clusters;
}
