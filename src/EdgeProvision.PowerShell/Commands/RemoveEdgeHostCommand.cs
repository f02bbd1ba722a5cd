using System.Management.Automation;
using EdgeProvision.Engine.Requests;
using EdgeProvision.Model;
using EdgeProvision.PowerShell.Commands.Selection;

namespace EdgeProvision.PowerShell.Commands;

/// <summary>Removes edge hosts from their provisions and releases their machines.</summary>
[Cmdlet(VerbsCommon.Remove, "EdgeHost", DefaultParameterSetName = HostSelection.ByName, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(EdgeHost), typeof(Plan))]
public sealed class RemoveEdgeHostCommand : HostOperationCmdlet
{
    /// <summary>Deletes virtual machines on the hosts first; without it, they are a refusal.</summary>
    [Parameter]
    public SwitchParameter Cleanup { get; set; }

    private protected override string Action => "Remove the host and release its machine";

    private protected override OperationRequest RequestFor(string provision, IReadOnlyList<int> hostIds) =>
        new DeleteHostsRequest(provision, hostIds) { RemoveContents = Cleanup };
}
