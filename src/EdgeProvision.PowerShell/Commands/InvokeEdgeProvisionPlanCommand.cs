using System.Management.Automation;
using EdgeProvision.Engine.Plans;
using EdgeProvision.Model;
using EdgeProvision.PowerShell.Commands.Selection;
using EdgeProvision.PowerShell.Reporting;

namespace EdgeProvision.PowerShell.Commands;

/// <summary>Runs plans that were made and looked at before. A plan runs as it stands, or not at all: when the world has moved since, it is refused.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "EdgeProvisionPlan", DefaultParameterSetName = DescriptorFileSelection.ByPath, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(Provision), typeof(Plan))]
public sealed class InvokeEdgeProvisionPlanCommand : OperationCmdlet, IDynamicParameters
{
    private const string ByObject = "InputObject";
    private readonly DescriptorFileSelection _files = new("PlanNotFound");

    /// <summary>Plans as Get-EdgeProvisionPlan, and -WhatIf -PassThru of other commands, write them.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByObject, ValueFromPipeline = true)]
    [ValidateNotNull]
    public Plan[] InputObject { get; set; } = [];

    /// <summary>Writes the provision as it is afterwards; with -WhatIf, writes the plan.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>Which files of plans are meant, as Get-EdgeProvisionPlan -OutFile writes them.</summary>
    public object GetDynamicParameters() => _files;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var files = ParameterSetName == ByObject ? [] : _files.Files(SessionState, ParameterSetName, Tell);
        RunOnCloud(async (connection, cancellationToken) =>
        {
            List<Plan> plans = [.. InputObject];
            await ForEachAsync(files, async file => plans.Add(await PlanFile.ReadAsync(file, cancellationToken).ConfigureAwait(false))).ConfigureAwait(false);
            await EachAsync(plans, plan => plan.Provision, async (plan, streams, token) =>
            {
                var request = Complete(PlanRequests.ToRequest(plan));
                if (IsShowing)
                    await ShowPlanAsync(connection, request, PassThru, token).ConfigureAwait(false);
                else
                    WriteChanged(await RunOperationAsync(connection, request, streams, Confirm, force: false, token).ConfigureAwait(false), streams, request.OnFailure, PassThru);
            }, cancellationToken).ConfigureAwait(false);
        });
    }

    private bool Confirm(Plan plan) => ShouldProcess(
        $"Run the plan '{plan.Verb} {plan.Provision}': {PlanSummary.Of(plan)}",
        $"Run the plan '{plan.Verb} {plan.Provision}'? This {PlanSummary.Of(plan)}.",
        "Confirm");
}
