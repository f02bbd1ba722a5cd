using EdgeProvision.Engine.Settings;

namespace EdgeProvision.Scenarios.Tests.Lab;

/// <summary>A machine without environment variables: whoever runs the tests may have real credentials in theirs.</summary>
internal sealed class LabMachine(string home) : IHostEnvironment
{
    private readonly HostEnvironment _real = new();

    public string Home => home;

    public string? Variable(string name) => name == "XDG_CONFIG_HOME" ? Path.Combine(home, "config") : null;

    public string? ReadFile(string path) => _real.ReadFile(path);
}
