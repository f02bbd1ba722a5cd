using System.Globalization;
using System.Management.Automation.Host;

namespace EdgeProvision.ScriptHost;

/// <summary>What the engine knows of its surroundings: a console, and a wish to exit.</summary>
internal sealed class ConsoleHost : PSHost
{
    /// <summary>What the script asked to exit with, if it did.</summary>
    public int? ExitCode { get; private set; }

    public override string Name => "EdgeProvision.ScriptHost";

    public override Version Version { get; } = typeof(ConsoleHost).Assembly.GetName().Version ?? new Version(0, 1);

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override PSHostUserInterface UI { get; } = new ConsoleInterface();

    public override CultureInfo CurrentCulture => CultureInfo.CurrentCulture;

    public override CultureInfo CurrentUICulture => CultureInfo.CurrentUICulture;

    public override void SetShouldExit(int exitCode) => ExitCode = exitCode;

    public override void EnterNestedPrompt() => throw new NotSupportedException("This host has no nested prompt.");

    public override void ExitNestedPrompt() => throw new NotSupportedException("This host has no nested prompt.");

    public override void NotifyBeginApplication()
    {
    }

    public override void NotifyEndApplication()
    {
    }
}
