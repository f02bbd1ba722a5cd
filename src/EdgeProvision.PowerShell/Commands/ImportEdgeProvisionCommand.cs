using System.Management.Automation;
using EdgeProvision.Engine.Requests;
using EdgeProvision.Model;
using EdgeProvision.PowerShell.Commands.Selection;
using EdgeProvision.PowerShell.Connections;
using EdgeProvision.PowerShell.Pipeline;
using EdgeProvision.PowerShell.Reporting;

namespace EdgeProvision.PowerShell.Commands;

/// <summary>Adopts provisions that the original tool has made.</summary>
[Cmdlet(VerbsData.Import, "EdgeProvision", DefaultParameterSetName = ByName, SupportsShouldProcess = true)]
[OutputType(typeof(Provision), typeof(Plan))]
public sealed class ImportEdgeProvisionCommand : ProvisionCmdlet
{
    /// <summary>Fingerprints of the hosts' SSH keys; a host that shows another one is an error.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] AcceptHostKey { get; set; } = [];

    /// <summary>Takes the SSH keys that the hosts show without a question.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Writes the provision as it is afterwards; with -WhatIf, writes the plan.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override async Task WorkOnAsync(EdgeConnection connection, Provision provision, IWorkStreams streams, CancellationToken cancellationToken)
    {
        var request = Complete(new ImportRequest(provision.Id) { AcceptedHostKeys = AcceptHostKey });
        if (IsShowing)
            await ShowPlanAsync(connection, request, PassThru, cancellationToken).ConfigureAwait(false);
        else
            WriteChanged(await RunOperationAsync(connection, request, streams, Confirm, Force, cancellationToken).ConfigureAwait(false), streams, FailureMode.Quit, PassThru);
    }

    /// <summary>Those of later releases are no provisions to this module, but they are there.</summary>
    private protected override async Task<EdgeException> ExplainAsync(EdgeConnection connection, EdgeException missing, CancellationToken cancellationToken)
    {
        try
        {
            await connection.Engine.PlanAsync(new ImportRequest(missing.Target!), cancellationToken).ConfigureAwait(false);
            return missing;
        }
        catch (EdgeException error)
        {
            return error.Code == "ImportNotSupported" ? error : missing;
        }
    }

    private bool Confirm(Plan plan) => ShouldProcess(
        $"Adopt provision {plan.Provision}: {PlanSummary.Of(plan)}",
        $"Adopt provision {plan.Provision}? This {PlanSummary.Of(plan)}.",
        "Confirm");
}
