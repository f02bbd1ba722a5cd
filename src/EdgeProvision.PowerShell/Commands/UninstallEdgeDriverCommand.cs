using System.Management.Automation;
using EdgeProvision.Engine.Setup;
using EdgeProvision.Model;
using EdgeProvision.PowerShell.Commands.Setup;

namespace EdgeProvision.PowerShell.Commands;

/// <summary>Takes away what Install-EdgeDriver or <c>oneprovision setup</c> has put on this front-end, nothing else, and gives back what had made room.</summary>
[Cmdlet(VerbsLifecycle.Uninstall, "EdgeDriver", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(EdgeDriverChange))]
public sealed class UninstallEdgeDriverCommand : DriverCmdlet
{
    private protected override string Caption => "Take this front-end's setup for public addresses away";

    private protected override string Nothing => "Nothing of a setup is there.";

    // What is taken away is known by its mark, whichever program it runs.
    private protected override SetupRequest Request() => new([CommandProgram.Name]) { Remove = true };
}
