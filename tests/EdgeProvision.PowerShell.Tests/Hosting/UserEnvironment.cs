namespace EdgeProvision.PowerShell.Tests.Hosting;

/// <summary>The environment of a user who has nothing yet; as it was again afterwards.</summary>
internal sealed class UserEnvironment : IDisposable
{
    private static readonly string[] s_unset = ["ONE_XMLRPC", "ONE_AUTH", "PACKET_ENDPOINT", "PACKET_TOKEN", "PACKET_PROJECT"];
    private readonly Dictionary<string, string?> _before = [];

    public UserEnvironment()
    {
        Folder = Directory.CreateTempSubdirectory("edgeprovision-user-").FullName;
        Set("XDG_CONFIG_HOME", Folder);
        foreach (var name in s_unset)
            Set(name, null);
    }

    /// <summary>Where settings are kept.</summary>
    public string Folder { get; }

    /// <summary>The file of registered providers.</summary>
    public string Registry => Path.Combine(Folder, "edgeprovision", "providers.json");

    public void Set(string name, string? value)
    {
        _before.TryAdd(name, Environment.GetEnvironmentVariable(name));
        Environment.SetEnvironmentVariable(name, value);
    }

    public void Dispose()
    {
        foreach (var (name, value) in _before)
            Environment.SetEnvironmentVariable(name, value);
        Directory.Delete(Folder, recursive: true);
    }
}
