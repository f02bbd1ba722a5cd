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

    /// <summary>False while the key cannot be read.</summary>
    public bool HasKey { get; set; } = true;

    /// <summary>How often the key was read.</summary>
    public int KeyReads { get; private set; }

    public string? ReadFile(string path)
    {
        if (path != PrivateKeyPath || !HasKey)
            return null;
        KeyReads++;
        return s_key;
    }

    private static string MakeKey()
    {
        using var key = System.Security.Cryptography.ECDsa.Create(System.Security.Cryptography.ECCurve.NamedCurves.nistP256);
        return key.ExportECPrivateKeyPem();
    }
}
