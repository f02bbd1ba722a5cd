using System.Management.Automation;
using EdgeProvision.Engine.Requests;
using EdgeProvision.Model;
using EdgeProvision.PowerShell.Commands.Selection;

namespace EdgeProvision.PowerShell.Commands;

/// <summary>Powers edge hosts on and enables them.</summary>
[Cmdlet(VerbsLifecycle.Start, "EdgeHost", DefaultParameterSetName = HostSelection.ByName, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(EdgeHost), typeof(Plan))]
public sealed class StartEdgeHostCommand : PowerCmdlet
{
    private protected override string Action => "Power on";

    private protected override OperationRequest RequestFor(string provision, IReadOnlyList<int> hostIds) => Power(provision, hostIds, PowerChange.Start);
}
