using System.Management.Automation;
using EdgeProvision.Engine.Requests;
using EdgeProvision.Model;
using EdgeProvision.PowerShell.Commands.Selection;
using EdgeProvision.PowerShell.Connections;
using EdgeProvision.PowerShell.Pipeline;
using EdgeProvision.PowerShell.Reporting;

namespace EdgeProvision.PowerShell.Commands;

/// <summary>Removes provisions and releases their machines and addresses.</summary>
[Cmdlet(VerbsCommon.Remove, "EdgeProvision", DefaultParameterSetName = ByName, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(Plan))]
public sealed class RemoveEdgeProvisionCommand : ProvisionCmdlet
{
    /// <summary>Deletes virtual machines and images first; without it, they are a refusal.</summary>
    [Parameter]
    public SwitchParameter Cleanup { get; set; }

    /// <summary>Removes the objects from OpenNebula without asking a provider that is no longer there. Asks a second time.</summary>
    [Parameter]
    public SwitchParameter Abandon { get; set; }

    /// <summary>Skips the second question of -Abandon, and nothing else.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>With -WhatIf: writes the plan as an object instead of showing it.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override async Task WorkOnAsync(EdgeConnection connection, Provision provision, IWorkStreams streams, CancellationToken cancellationToken)
    {
        var request = Complete(new DeleteRequest(provision.Id) { RemoveContents = Cleanup, Abandon = Abandon });
        if (IsShowing)
            await ShowPlanAsync(connection, request, PassThru, cancellationToken).ConfigureAwait(false);
        else if (await RunOperationAsync(connection, request, streams, Confirm, Force, cancellationToken).ConfigureAwait(false) is { } result)
            WriteFailures(result, streams, FailureMode.Quit);
    }

    private bool Confirm(Plan plan) => ShouldProcess(
        $"Remove provision {plan.Provision}: {PlanSummary.Of(plan)}",
        $"Remove provision {plan.Provision}? This {PlanSummary.Of(plan)}.",
        "Confirm");
}
