using System.Management.Automation;
using EdgeProvision.Engine.Requests;
using EdgeProvision.Model;
using EdgeProvision.PowerShell.Commands.Selection;
using EdgeProvision.PowerShell.Completion;
using EdgeProvision.PowerShell.Connections;
using EdgeProvision.PowerShell.Pipeline;

namespace EdgeProvision.PowerShell.Commands;

/// <summary>Leads rented public addresses to an edge host of their provision, or nowhere.</summary>
[Cmdlet(VerbsCommon.Set, "EdgeAddress", DefaultParameterSetName = ByAddress, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(EdgeAddress), typeof(Plan))]
public sealed class SetEdgeAddressCommand : AddressOperationCmdlet
{
    /// <summary>The edge host, by name, hostname, address or id.</summary>
    [Parameter(Position = 1)]
    [Alias("Host")]
    [ArgumentCompleter(typeof(HostNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string? EdgeHost { get; set; }

    /// <summary>Leads them nowhere.</summary>
    [Parameter]
    public SwitchParameter Unassign { get; set; }

    /// <summary>Writes the addresses as they are afterwards; with -WhatIf the plan instead of showing it.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        if (EdgeHost is null == !Unassign)
            ThrowTerminatingError(ErrorRecords.From(
                new EdgeException("AddressTargetMissing", ErrorKind.InvalidInput, "It is not said where the address is to lead: -EdgeHost names a host, -Unassign leads it nowhere, and one of the two is needed.")
                {
                    RecommendedAction = "Give -EdgeHost NAME or -Unassign.",
                }, null));
    }

    private protected override Task WorkOnAsync(EdgeConnection connection, IReadOnlyList<EdgeAddress> addresses, IReadOnlyList<Provision> provisions, CancellationToken cancellationToken) =>
        EachAsync([.. addresses.Where(a => a.Address is not null).GroupBy(a => a.ProvisionId)], group => string.Join(", ", group), async (group, streams, token) =>
        {
            var first = group.First();
            if (HostOf(provisions.First(p => p.Id == group.Key), out var missing) is var host && missing is not null)
            {
                streams.Error(ErrorRecords.From(missing, first));
                return;
            }

            var request = Complete(new AssignAddressRequest(group.Key, [.. group.Select(a => a.Address!)], host));
            if (IsShowing)
            {
                await ShowPlanAsync(connection, request, PassThru, token).ConfigureAwait(false);
                return;
            }

            if (await OperateAsync(connection, request, first, $"Lead {string.Join(", ", group)} {(EdgeHost is null ? "nowhere" : $"to {EdgeHost}")}", streams, token).ConfigureAwait(false) is null || !PassThru)
                return;
            var now = await connection.AddressesAsync([group.Key], request.Overrides, (_, error) => streams.Error(ErrorRecords.From(error, first)), token).ConfigureAwait(false);
            foreach (var address in now.Where(a => group.Any(g => g.Address == a.Address)))
                streams.Object(address);
        }, cancellationToken);

    /// <summary>The host's id; null for nowhere.</summary>
    private int? HostOf(Provision provision, out EdgeException? missing)
    {
        missing = null;
        if (EdgeHost is not { } name)
            return null;
        var (found, absent) = HostFilter.Apply([provision], null, [WildcardPattern.Escape(name)], null);
        missing = found.Count == 1 ? null : absent.Count > 0 ? absent[0]
            : new EdgeException("HostAmbiguous", ErrorKind.InvalidInput, $"Provision {provision.Name} has {found.Count} hosts called '{name}'.") { Target = name, RecommendedAction = "Give the host's id." };
        return found.Count > 0 ? found[0].Id : null;
    }
}
