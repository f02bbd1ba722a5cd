using EdgeProvision.Engine.Settings;

namespace EdgeProvision.Engine.Tests.Execution;

/// <summary>A machine whose only file is a freshly made SSH key.</summary>
internal sealed class MemoryMachine : IHostEnvironment
{
    /// <summary>Made for these tests; logs in nowhere.</summary>
    public const string PrivateKeyPath = "/keys/id";

    private static readonly string s_key = MakeKey();

    public string Home => "/home/test";

    public string? Variable(string name) => null;

    public string? ReadFile(string path) => path == PrivateKeyPath ? s_key : null;

    private static string MakeKey()
    {
        using var key = System.Security.Cryptography.ECDsa.Create(System.Security.Cryptography.ECCurve.NamedCurves.nistP256);
        return key.ExportECPrivateKeyPem();
    }
}
