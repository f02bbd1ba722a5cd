using System.Management.Automation;
using EdgeProvision.Engine;
using EdgeProvision.Model;
using EdgeProvision.PowerShell.Commands.Selection;

namespace EdgeProvision.PowerShell.Commands;

/// <summary>Removes datastores of provisions, each by itself.</summary>
[Cmdlet(VerbsCommon.Remove, "EdgeDatastore", DefaultParameterSetName = ByName, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(Plan))]
public sealed class RemoveEdgeDatastoreCommand : ObjectRemovalCmdlet<EdgeDatastore>
{
    private protected override ObjectFilter<EdgeDatastore> Filter => ObjectFilters.Datastores;

    private protected override ProvisionObjectKind Kind => ProvisionObjectKind.Datastore;
}
