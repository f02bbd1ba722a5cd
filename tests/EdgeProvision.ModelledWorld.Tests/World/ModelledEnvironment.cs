using EdgeProvision.Engine.Settings;

namespace EdgeProvision.ModelledWorld.Tests.World;

/// <summary>A machine with no files but the sandbox's key.</summary>
internal sealed class ModelledEnvironment(string keyPath, string keyText) : IHostEnvironment
{
    public string Home => "/nowhere";

    public string? Variable(string name) => null;

    public string? ReadFile(string path) => path == keyPath ? keyText : null;
}
