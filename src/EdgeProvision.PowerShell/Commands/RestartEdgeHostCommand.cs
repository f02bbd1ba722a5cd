using System.Management.Automation;
using EdgeProvision.Engine.Requests;
using EdgeProvision.Model;
using EdgeProvision.PowerShell.Commands.Selection;

namespace EdgeProvision.PowerShell.Commands;

/// <summary>Restarts edge hosts and waits until they answer again.</summary>
[Cmdlet(VerbsLifecycle.Restart, "EdgeHost", DefaultParameterSetName = HostSelection.ByName, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(EdgeHost), typeof(Plan))]
public sealed class RestartEdgeHostCommand : PowerCmdlet
{
    /// <summary>Switches the power off and on instead of an orderly reboot.</summary>
    [Parameter]
    public SwitchParameter Hard { get; set; }

    private protected override string Action => Hard ? "Switch off and on" : "Restart";

    private protected override OperationRequest RequestFor(string provision, IReadOnlyList<int> hostIds) =>
        Power(provision, hostIds, Hard ? PowerChange.Reset : PowerChange.Restart);
}
