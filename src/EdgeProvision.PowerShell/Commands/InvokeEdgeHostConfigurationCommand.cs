using System.Management.Automation;
using EdgeProvision.Engine.Requests;
using EdgeProvision.Model;
using EdgeProvision.PowerShell.Commands.Selection;

namespace EdgeProvision.PowerShell.Commands;

/// <summary>Configures edge hosts again where their configuration is not as it should be.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "EdgeHostConfiguration", DefaultParameterSetName = HostSelection.ByName, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(EdgeHost), typeof(Plan))]
public sealed class InvokeEdgeHostConfigurationCommand : HostOperationCmdlet
{
    /// <summary>Runs the configuration also where nothing has changed.</summary>
    [Parameter]
    public SwitchParameter Reapply { get; set; }

    /// <summary>Quit writes failed hosts as errors, Skip as warnings.</summary>
    [Parameter]
    [ValidateSet("Quit", "Skip")]
    public FailureMode OnFailure { get; set; }

    private protected override string Action => "Configure";

    private protected override FailureMode FailureMode => OnFailure;

    private protected override OperationRequest RequestFor(string provision, IReadOnlyList<int> hostIds) =>
        new ConfigureRequest(provision) { HostIds = hostIds, Reapply = Reapply, OnFailure = OnFailure };
}
