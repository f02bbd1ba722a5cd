using System.Net;
using System.Security.Cryptography;
using EdgeProvision.Sandbox.Http;
using EdgeProvision.Sandbox.OpenNebula;
using EdgeProvision.Sandbox.Packet;
using EdgeProvision.Sandbox.Sessions;

namespace EdgeProvision.PowerShell.Tests.World;

/// <summary>A sandbox's front-end and provider on loopback, in this process, with machines that nobody can log in to.</summary>
internal sealed class LoopbackWorld : IAsyncDisposable
{
    /// <summary>The password of oneadmin.</summary>
    public const string Password = "opennebula";

    private readonly Mount _frontEndMount = new();
    private readonly Mount _packetMount = new();
    private readonly HttpServer _frontEnd;
    private readonly HttpServer _packet;

    public LoopbackWorld()
    {
        var loopback = new IPEndPoint(IPAddress.Loopback, 0);
        _frontEnd = new HttpServer(_frontEndMount, loopback, new HttpServerOptions { MaxConnections = FrontEndEmulator.MaximumConnections });
        _packet = new HttpServer(_packetMount, loopback, new HttpServerOptions());
        _frontEnd.Start();
        _packet.Start();
        Folder = Directory.CreateTempSubdirectory("edgeprovision-tests-").FullName;
        using (var key = ECDsa.Create(ECCurve.NamedCurves.nistP256))
            File.WriteAllText(Path.Combine(Folder, "key"), key.ExportECPrivateKeyPem() + "\n");
        File.WriteAllText(Path.Combine(Folder, "key.pub"), "ecdsa-sha2-nistp256 AAAA test\n");
        World = new SandboxWorld(Room, TimeProvider.System, new SandboxWorldOptions
        {
            Id = "loopback",
            Packet = new PacketOptions { Tenants = [new PacketTenant("token", "8d7a0f0e-6b0e-4f0e-9d3c-0a3c1f6f9c11", "tests")], ProvisioningFor = TimeSpan.FromMilliseconds(100) },
            FrontEnd = new FrontEndOptions { Password = Password, Endpoint = Endpoint },
            PacketEndpoint = $"http://{_packet.EndPoint}",
            SshPrivateKey = Path.Combine(Folder, "key"),
            SshPublicKey = Path.Combine(Folder, "key.pub"),
            RepositoryBase = "file:///nowhere",
            ControlToken = "control",
        });
        _frontEndMount.Put(World.FrontEnd);
        _packetMount.Put(World.Packet);
    }

    public LoopbackRoom Room { get; } = new();

    public SandboxWorld World { get; }

    /// <summary>A folder for descriptors.</summary>
    public string Folder { get; }

    public string Endpoint => $"http://{_frontEnd.EndPoint}/RPC2";

    /// <summary>A script that connects a session to this world.</summary>
    public string Connect => $"""
        Connect-EdgeCloud -Endpoint '{Endpoint}' -Credential ([pscredential]::new('oneadmin', (& {"{ $s = [securestring]::new(); '" + Password + "'.ToCharArray() | ForEach-Object { $s.AppendChar($_) }; , $s }"})))
        """;

    /// <summary>Writes a descriptor and answers its path.</summary>
    public string Descriptor(string name, string text)
    {
        var path = Path.Combine(Folder, name + ".yaml");
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>Takes the world from the network.</summary>
    public async Task DisposeServersAsync()
    {
        await _frontEnd.DisposeAsync();
        await _packet.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        World.Board.ReleaseAll();
        await DisposeServersAsync();
        await World.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}
