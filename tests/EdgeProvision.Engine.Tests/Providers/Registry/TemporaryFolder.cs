namespace EdgeProvision.Engine.Tests.Providers.Registry;

/// <summary>A folder that goes with the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("edgeprovision-registry-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
