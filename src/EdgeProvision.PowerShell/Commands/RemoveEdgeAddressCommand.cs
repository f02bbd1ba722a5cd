using System.Management.Automation;
using EdgeProvision.Engine.Requests;
using EdgeProvision.Model;
using EdgeProvision.PowerShell.Commands.Selection;
using EdgeProvision.PowerShell.Connections;

namespace EdgeProvision.PowerShell.Commands;

/// <summary>Gives rented public addresses back, each with all of its reservation. One that cannot be given back does not keep the others from it.</summary>
[Cmdlet(VerbsCommon.Remove, "EdgeAddress", DefaultParameterSetName = ByAddress, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(Plan))]
public sealed class RemoveEdgeAddressCommand : AddressOperationCmdlet
{
    /// <summary>With -WhatIf: writes the plan as an object instead of showing it.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override Task WorkOnAsync(EdgeConnection connection, IReadOnlyList<EdgeAddress> addresses, IReadOnlyList<Provision> provisions, CancellationToken cancellationToken) =>
        EachAsync([.. addresses.DistinctBy(a => (a.ProvisionId, a.ReservationId))], a => a.ToString(), async (address, streams, token) =>
        {
            var request = Complete(new DeleteAddressRequest(address.ProvisionId, [address.ReservationId]));
            if (IsShowing)
                await ShowPlanAsync(connection, request, PassThru, token).ConfigureAwait(false);
            else
                await OperateAsync(connection, request, address, Question(address), streams, token).ConfigureAwait(false);
        }, cancellationToken);

    private static string Question(EdgeAddress address) => address.ReservationSize == 1
        ? $"Remove address {address} of provision {address.Provision}"
        : FormattableString.Invariant($"Remove address {address} and {address.ReservationSize - 1} more of its reservation, of provision {address.Provision}");
}
