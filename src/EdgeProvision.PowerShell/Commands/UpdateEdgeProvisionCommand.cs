using System.Management.Automation;
using EdgeProvision.Engine.Requests;
using EdgeProvision.Model;
using EdgeProvision.PowerShell.Commands.Selection;
using EdgeProvision.PowerShell.Reporting;

namespace EdgeProvision.PowerShell.Commands;

/// <summary>Applies a changed descriptor to the provision that stands: hosts, networks and datastores come, change and go as it says.</summary>
[Cmdlet(VerbsData.Update, "EdgeProvision", DefaultParameterSetName = DescriptorSelection.ByPath, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(Provision), typeof(Plan))]
public sealed class UpdateEdgeProvisionCommand : OperationCmdlet, IDynamicParameters
{
    private readonly DescriptorSelection _descriptors = new();

    /// <summary>What to do when hosts fail: Quit writes errors, Skip writes warnings. What stands is kept in both cases.</summary>
    [Parameter]
    [ValidateSet("Quit", "Skip")]
    public FailureMode OnFailure { get; set; }

    /// <summary>Removes hosts and datastores that cannot be changed in place, and makes them anew. What is on them is lost.</summary>
    [Parameter]
    public SwitchParameter AllowReplace { get; set; }

    /// <summary>Deletes virtual machines and images on what goes; without it, they are a refusal.</summary>
    [Parameter]
    public SwitchParameter Cleanup { get; set; }

    /// <summary>Writes the provision as it is afterwards; with -WhatIf, writes the plan.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>Which descriptors are meant.</summary>
    public object GetDynamicParameters() => _descriptors;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var sources = _descriptors.Sources(SessionState, ParameterSetName, Tell);
        var directory = WorkingDirectory;
        RunOnCloud((connection, cancellationToken) => EachAsync(sources, DescriptorSelection.NameOf, async (source, streams, token) =>
        {
            var request = Complete(new UpdateRequest(source) { OnFailure = OnFailure, MayReplace = AllowReplace, RemoveContents = Cleanup, WorkingDirectory = directory });
            if (IsShowing)
                await ShowPlanAsync(connection, request, PassThru, token).ConfigureAwait(false);
            else
                WriteChanged(await RunOperationAsync(connection, request, streams, Confirm, force: false, token).ConfigureAwait(false), streams, OnFailure, PassThru);
        }, cancellationToken));
    }

    private bool Confirm(Plan plan) => ShouldProcess(
        $"Update provision {plan.Provision}: {PlanSummary.Of(plan)}",
        $"Update provision {plan.Provision}? This {PlanSummary.Of(plan)}.",
        "Confirm");
}
