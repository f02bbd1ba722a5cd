using System.Management.Automation;
using EdgeProvision.Engine.Requests;
using EdgeProvision.Model;
using EdgeProvision.PowerShell.Commands.Selection;
using EdgeProvision.PowerShell.Completion;
using EdgeProvision.PowerShell.Reporting;

namespace EdgeProvision.PowerShell.Commands;

/// <summary>Makes the provision of a descriptor, or continues it where an earlier run has stopped.</summary>
[Cmdlet(VerbsCommon.New, "EdgeProvision", DefaultParameterSetName = DescriptorSelection.ByPath, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(Provision), typeof(Plan))]
public sealed class NewEdgeProvisionCommand : OperationCmdlet, IDynamicParameters
{
    private readonly DescriptorSelection _descriptors = new();

    /// <summary>What to do when hosts fail: Quit keeps everything and writes errors, Skip writes warnings, Cleanup removes the whole provision again.</summary>
    [Parameter]
    public FailureMode OnFailure { get; set; }

    /// <summary>With -OnFailure Cleanup: deletes virtual machines and images, too.</summary>
    [Parameter]
    public SwitchParameter Cleanup { get; set; }

    /// <summary>The registered provider to rent from, for its driver.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(RegisteredProviderCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Provider { get; set; }

    /// <summary>With -WhatIf: writes the plan as an object instead of showing it.</summary>
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
            var request = SettingOverrides.WithProvider(Complete(new CreateRequest(source) { OnFailure = OnFailure, RemoveContents = Cleanup, WorkingDirectory = directory }), Provider);
            if (IsShowing)
            {
                await ShowPlanAsync(connection, request, PassThru, token).ConfigureAwait(false);
                return;
            }

            WriteChanged(await RunOperationAsync(connection, request, streams, Confirm, force: false, token).ConfigureAwait(false), streams, OnFailure, passThru: true);
        }, cancellationToken));
    }

    private bool Confirm(Plan plan) => ShouldProcess(
        $"Make provision {plan.Provision}: {PlanSummary.Of(plan)}",
        $"Make provision {plan.Provision}? This {PlanSummary.Of(plan)}.",
        "Confirm");
}
