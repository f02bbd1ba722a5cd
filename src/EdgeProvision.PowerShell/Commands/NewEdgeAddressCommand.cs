using System.Management.Automation;
using EdgeProvision.Engine.Planning;
using EdgeProvision.Engine.Requests;
using EdgeProvision.Model;
using EdgeProvision.PowerShell.Commands.Selection;
using EdgeProvision.PowerShell.Completion;
using EdgeProvision.PowerShell.Connections;
using EdgeProvision.PowerShell.Pipeline;
using EdgeProvision.PowerShell.Reporting;

namespace EdgeProvision.PowerShell.Commands;

/// <summary>Rents public addresses for provisions, or goes on with an order whose answer was lost.</summary>
[Cmdlet(VerbsCommon.New, "EdgeAddress", DefaultParameterSetName = ByName, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(EdgeAddress), typeof(Plan))]
public sealed class NewEdgeAddressCommand : ProvisionCmdlet
{
    /// <summary>How many: one reservation of them.</summary>
    [Parameter]
    [ValidateRange(1, 256)]
    public int Count { get; set; } = 1;

    /// <summary>The kind, in the provider's words; its usual one when not given.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(AddressTypeCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Type { get; set; }

    /// <summary>The edge host (name, hostname, address or id) at whose provider and place they are rented; the provision's first one when not given.</summary>
    [Parameter]
    [Alias("Host")]
    [ArgumentCompleter(typeof(HostNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string? EdgeHost { get; set; }

    /// <summary>With -WhatIf: writes the plan as an object instead of showing it.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override async Task WorkOnAsync(EdgeConnection connection, Provision provision, IWorkStreams streams, CancellationToken cancellationToken)
    {
        int? host = null;
        if (EdgeHost is { } name)
        {
            var (found, missing) = HostFilter.Apply([provision], null, [WildcardPattern.Escape(name)], null);
            host = found.Count > 0 ? found[0].Id : throw missing[0];
        }

        var request = Complete(new CreateAddressRequest(provision.Id, Count) { HostId = host, Type = Type });
        if (IsShowing)
        {
            await ShowPlanAsync(connection, request, PassThru, cancellationToken).ConfigureAwait(false);
            return;
        }

        if (await RunOperationAsync(connection, request, streams, Confirm, force: false, cancellationToken).ConfigureAwait(false) is not { } result)
            return;
        WriteFailures(result, streams, FailureMode.Quit);
        if (result.Failures.Count > 0 || result.Operation.Steps.Select(AddressPlanner.KeyOf).FirstOrDefault(key => key is not null) is not { } rented)
            return;
        var now = await connection.AddressesAsync([provision.Id], request.Overrides, (_, error) => streams.Error(ErrorRecords.From(error, provision)), cancellationToken).ConfigureAwait(false);
        foreach (var address in now.Where(a => a.Key == rented))
            streams.Object(address);
    }

    private bool Confirm(Plan plan) => ShouldProcess(
        $"Rent addresses for provision {plan.Provision}: {PlanSummary.Of(plan)}",
        $"Rent addresses for provision {plan.Provision}? This {PlanSummary.Of(plan)}.",
        "Confirm");
}
