using System.Management.Automation;
using EdgeProvision.Model;
using EdgeProvision.PowerShell.Commands.Selection;

namespace EdgeProvision.PowerShell.Commands;

/// <summary>Gets datastores of provisions.</summary>
[Cmdlet(VerbsCommon.Get, "EdgeDatastore", DefaultParameterSetName = ByName)]
[OutputType(typeof(EdgeDatastore))]
public sealed class GetEdgeDatastoreCommand : ObjectCmdlet<EdgeDatastore>
{
    private protected override ObjectFilter<EdgeDatastore> Filter => ObjectFilters.Datastores;
}
