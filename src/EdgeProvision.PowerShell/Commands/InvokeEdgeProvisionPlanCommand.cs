using System.Management.Automation;
using EdgeProvision.Engine.Plans;
using EdgeProvision.Model;
using EdgeProvision.PowerShell.Commands.Selection;
using EdgeProvision.PowerShell.Connections;
using EdgeProvision.PowerShell.Reporting;

namespace EdgeProvision.PowerShell.Commands;

/// <summary>Runs plans that were made and looked at before. A plan runs as it stands, or not at all: when the world has moved since, it is refused.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "EdgeProvisionPlan", DefaultParameterSetName = DescriptorFileSelection.ByPath, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(Provision), typeof(Plan))]
public sealed class InvokeEdgeProvisionPlanCommand : OperationCmdlet, IDynamicParameters
{
    private const string ByObject = "InputObject";
    private readonly DescriptorFileSelection _files = new();

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
        var whatIf = IsWhatIf();
        RunOnCloud(async (connection, cancellationToken) =>
        {
            await ForEachAsync(InputObject, plan => WorkOnAsync(connection, plan, whatIf, cancellationToken)).ConfigureAwait(false);
            await ForEachAsync(files, async file => await WorkOnAsync(connection, await PlanFile.ReadAsync(file, cancellationToken).ConfigureAwait(false), whatIf, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
        });
    }

    private async Task WorkOnAsync(EdgeConnection connection, Plan plan, bool whatIf, CancellationToken cancellationToken)
    {
        var request = Complete(PlanRequests.ToRequest(plan));
        if (whatIf)
            await ShowPlanAsync(connection, request, PassThru, cancellationToken).ConfigureAwait(false);
        else
            WriteChanged(await RunOperationAsync(connection, request, Confirm, force: false, cancellationToken).ConfigureAwait(false), request.OnFailure, PassThru);
    }

    private bool Confirm(Plan plan) => ShouldProcess(
        $"Run the plan '{plan.Verb} {plan.Provision}': {PlanSummary.Of(plan)}",
        $"Run the plan '{plan.Verb} {plan.Provision}'? This {PlanSummary.Of(plan)}.",
        "Confirm");
}
