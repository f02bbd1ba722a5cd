using System.Globalization;
using System.Management.Automation.Host;

namespace EdgeProvision.PowerShell.Tests.Hosting;

/// <summary>A host that keeps what it is shown and gives the answers that a test has laid ready.</summary>
internal sealed class TestHost : PSHost
{
    private readonly TestHostUI _ui = new();

    public TestHostUI Screen => _ui;

    public override CultureInfo CurrentCulture => CultureInfo.InvariantCulture;

    public override CultureInfo CurrentUICulture => CultureInfo.InvariantCulture;

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override string Name => "EdgeProvision tests";

    public override PSHostUserInterface UI => _ui;

    public override Version Version { get; } = new(1, 0);

    public override void EnterNestedPrompt() => throw new NotSupportedException();

    public override void ExitNestedPrompt() => throw new NotSupportedException();

    public override void NotifyBeginApplication()
    {
    }

    public override void NotifyEndApplication()
    {
    }

    public override void SetShouldExit(int exitCode)
    {
    }
}
