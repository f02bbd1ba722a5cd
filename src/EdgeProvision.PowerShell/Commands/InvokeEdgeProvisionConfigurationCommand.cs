using System.Management.Automation;
using EdgeProvision.Engine.Requests;
using EdgeProvision.Model;
using EdgeProvision.PowerShell.Commands.Selection;
using EdgeProvision.PowerShell.Connections;
using EdgeProvision.PowerShell.Pipeline;
using EdgeProvision.PowerShell.Reporting;

namespace EdgeProvision.PowerShell.Commands;

/// <summary>Configures all hosts of provisions again where their configuration is not as it should be.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "EdgeProvisionConfiguration", DefaultParameterSetName = ByName, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(Provision), typeof(Plan))]
public sealed class InvokeEdgeProvisionConfigurationCommand : ProvisionCmdlet
{
    /// <summary>Runs the configuration also where nothing has changed.</summary>
    [Parameter]
    public SwitchParameter Reapply { get; set; }

    /// <summary>Quit writes failed hosts as errors, Skip as warnings.</summary>
    [Parameter]
    [ValidateSet("Quit", "Skip")]
    public FailureMode OnFailure { get; set; }

    /// <summary>Writes the provision as it is afterwards; with -WhatIf, writes the plan.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override async Task WorkOnAsync(EdgeConnection connection, Provision provision, IWorkStreams streams, CancellationToken cancellationToken)
    {
        var request = Complete(new ConfigureRequest(provision.Id) { Reapply = Reapply, OnFailure = OnFailure });
        if (IsShowing)
        {
            await ShowPlanAsync(connection, request, PassThru, cancellationToken).ConfigureAwait(false);
            return;
        }

        WriteChanged(await RunOperationAsync(connection, request, streams, Confirm, force: false, cancellationToken).ConfigureAwait(false), streams, OnFailure, PassThru);
    }

    private bool Confirm(Plan plan) => ShouldProcess(
        $"Configure provision {plan.Provision}: {PlanSummary.Of(plan)}",
        $"Configure provision {plan.Provision}? This {PlanSummary.Of(plan)}.",
        "Confirm");
}
