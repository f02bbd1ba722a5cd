using System.Management.Automation;
using EdgeProvision.Engine.Setup;
using EdgeProvision.Model;
using EdgeProvision.PowerShell.Commands.Selection;
using EdgeProvision.PowerShell.Commands.Setup;

namespace EdgeProvision.PowerShell.Commands;

/// <summary>Has the front-end on this machine use this project's IPAM drivers, network driver and alias hook. A second run changes nothing.</summary>
[Cmdlet(VerbsLifecycle.Install, "EdgeDriver", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(EdgeDriverChange))]
public sealed class InstallEdgeDriverCommand : DriverCmdlet
{
    /// <summary>The command oneprovision that oned is to run; the one beside the module or on the PATH when not given.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? Program { get; set; }

    private protected override string Caption => "Set this front-end up for public addresses";

    private protected override string Nothing => "Everything is set up.";

    private protected override SetupRequest Request() =>
        new([Program is null ? CommandProgram.Find() : CommandProgram.Given(LocalPaths.Full(SessionState, Program))]);
}
