using System.Management.Automation;
using EdgeProvision.Engine.Requests;
using EdgeProvision.Model;
using EdgeProvision.PowerShell.Commands.Selection;

namespace EdgeProvision.PowerShell.Commands;

/// <summary>Powers edge hosts off; their machines stay rented.</summary>
[Cmdlet(VerbsLifecycle.Stop, "EdgeHost", DefaultParameterSetName = HostSelection.ByName, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(EdgeHost), typeof(Plan))]
public sealed class StopEdgeHostCommand : PowerCmdlet
{
    private protected override string Action => "Power off";

    private protected override OperationRequest RequestFor(string provision, IReadOnlyList<int> hostIds) => Power(provision, hostIds, PowerChange.Stop);
}
