using EdgeProvision.Engine.Settings;

namespace EdgeProvision.ModelledWorld.Tests.World;

/// <summary>A machine with no files but the sandbox's key.</summary>
internal sealed class ModelledEnvironment(string keyPath, string keyText) : IHostEnvironment
{
    /// <summary>What is set; nothing by default.</summary>
    public Dictionary<string, string> Variables { get; } = [];

    /// <summary>Further files, by path.</summary>
    public Dictionary<string, string> Files { get; } = [];

    public string Home { get; init; } = "/nowhere";

    public string? Variable(string name) => Variables.GetValueOrDefault(name);

    public string? ReadFile(string path) => path == keyPath ? keyText : Files.GetValueOrDefault(path);
}
