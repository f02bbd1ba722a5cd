using EdgeProvision.Engine.Settings;

namespace EdgeProvision.Engine.Tests.OpenNebula;

internal sealed class FakeEnvironment : IHostEnvironment
{
    public Dictionary<string, string> Variables { get; } = [];

    public Dictionary<string, string> Files { get; } = [];

    public string Home { get; init; } = "/home/me";

    public string? Variable(string name) => Variables.GetValueOrDefault(name);

    public string? ReadFile(string path) => Files.GetValueOrDefault(path);
}
