using System.Net;
using System.Security.Cryptography;
using EdgeProvision.Sandbox.Ec2;
using EdgeProvision.Sandbox.Http;
using EdgeProvision.Sandbox.OpenNebula;
using EdgeProvision.Sandbox.Packet;
using EdgeProvision.Sandbox.Sessions;

namespace EdgeProvision.PowerShell.Tests.World;

/// <summary>A sandbox's front-end and provider on loopback, in this process, with machines that nobody can log in to unless a test gives it others.</summary>
internal sealed class LoopbackWorld : IAsyncDisposable
{
    public const string Token = "token";
    public const string Project = "8d7a0f0e-6b0e-4f0e-9d3c-0a3c1f6f9c11";

    /// <summary>The password of oneadmin, where a test gives no other.</summary>
    public const string Password = "opennebula";

    private readonly Mount _frontEndMount = new();
    private readonly Mount _packetMount = new();
    private readonly Mount _ec2Mount = new();
    private readonly HttpServer _frontEnd;
    private readonly HttpServer _packet;
    private readonly HttpServer _ec2;
    private readonly FrontEndEmulator _emulator;
    private readonly HashSet<(string, int)> _before;
    private readonly string _password;

    /// <summary>Makes it.</summary>
    /// <param name="isSandbox">False: the front-end does not say that it is a sandbox's, so that endpoint, token and keys are the descriptor's, right or wrong.</param>
    /// <param name="token">The token that its provider accepts.</param>
    /// <param name="password">The password of oneadmin.</param>
    /// <param name="room">Its machines; without them, machines that nobody can log in to.</param>
    /// <param name="time">Its provider's clock.</param>
    /// <param name="hasEc2">Whether it has EC2 as well.</param>
    /// <param name="deniedRegion">A region of EC2 in which its account may do nothing.</param>
    public LoopbackWorld(bool isSandbox = true, string token = Token, string password = Password, LoopbackRoom? room = null, TimeProvider? time = null, bool hasEc2 = false, string? deniedRegion = null)
    {
        Room = room ?? new LoopbackRoom();
        _password = password;
        var loopback = new IPEndPoint(IPAddress.Loopback, 0);
        _frontEnd = new HttpServer(_frontEndMount, loopback, new HttpServerOptions { MaxConnections = FrontEndEmulator.MaximumConnections });
        _packet = new HttpServer(_packetMount, loopback, new HttpServerOptions());
        _ec2 = new HttpServer(_ec2Mount, loopback, new HttpServerOptions());
        _frontEnd.Start();
        _packet.Start();
        if (hasEc2)
            _ec2.Start();
        Folder = Directory.CreateTempSubdirectory("edgeprovision-tests-").FullName;
        using (var key = ECDsa.Create(ECCurve.NamedCurves.nistP256))
        {
            var file = Path.Combine(Folder, "key");
            File.WriteAllText(file, key.ExportECPrivateKeyPem() + "\n");
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            File.WriteAllText(Path.Combine(Folder, "key.pub"), PublicKey(key) + " test\n");
        }
        World = new SandboxWorld(Room, time ?? TimeProvider.System, new SandboxWorldOptions
        {
            Id = "loopback",
            Packet = new PacketOptions { Tenants = [new PacketTenant(token, Project, "edge")], ProvisioningFor = TimeSpan.FromMilliseconds(100) },
            FrontEnd = new FrontEndOptions { Password = password, Endpoint = Endpoint },
            PacketEndpoint = PacketEndpoint,
            Ec2 = hasEc2 ? new Ec2Options
            {
                Tenants = [new Ec2Tenant("AKIDLOOPBACK", token, "111111111111") { DeniedRegions = deniedRegion is null ? new HashSet<string>() : [deniedRegion] }],
                PendingFor = TimeSpan.FromMilliseconds(100), ShuttingDownFor = TimeSpan.FromMilliseconds(100),
                InterfaceLingersFor = TimeSpan.FromMilliseconds(100), Throttles = false,
                // Calls are signed by the real clock, whatever this world's says.
                SignatureWindow = Timeout.InfiniteTimeSpan,
            } : null,
            Ec2Endpoint = hasEc2 ? $"http://{_ec2.EndPoint}" : null,
            SshPrivateKey = Path.Combine(Folder, "key"),
            SshPublicKey = Path.Combine(Folder, "key.pub"),
            RepositoryBase = "file:///nowhere",
            ControlToken = "control",
        });
        _emulator = isSandbox ? World.FrontEndEmulator : new FrontEndEmulator(new FrontEndOptions { Password = password, Endpoint = Endpoint, HostMonitor = World.HostMonitor });
        _frontEndMount.Put(isSandbox ? World.FrontEnd : _emulator);
        _packetMount.Put(World.Packet);
        if (World.Ec2 is { } ec2)
            _ec2Mount.Put(ec2);
        _before = Objects();
    }

    public LoopbackRoom Room { get; }

    public SandboxWorld World { get; }

    /// <summary>A folder for descriptors.</summary>
    public string Folder { get; }

    public string PacketEndpoint => $"http://{_packet.EndPoint}";

    public string Endpoint => $"http://{_frontEnd.EndPoint}/RPC2";

    /// <summary>A script that connects a session to this world.</summary>
    public string Connect => $"""
        Connect-EdgeCloud -Endpoint '{Endpoint}' -Credential ([pscredential]::new('oneadmin', (& {"{ $s = [securestring]::new(); '" + _password + "'.ToCharArray() | ForEach-Object { $s.AppendChar($_) }; , $s }"})))
        """;

    /// <summary>Writes a descriptor and answers its path.</summary>
    public string Descriptor(string name, string text)
    {
        var path = Path.Combine(Folder, name + ".yaml");
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>Nothing stands that did not stand before, and nothing was ever ordered.</summary>
    public void AssertNothingMade()
    {
        Assert.Equal(_before.Order(), Objects().Order());
        Assert.Empty(World.PacketEmulator.Ledger.Entries);
        Assert.Equal(0, Room.Installed);
    }

    /// <summary>Writes attributes into a host's template, as an administrator does with OpenNebula's own tools.</summary>
    public Task<string> UpdateHostAsync(int id, string template) => CallAsync("one.host.update", id, template, 1);

    /// <summary>A machine and an address that carry the key of a provision which nobody has.</summary>
    public async Task LoseAsync()
    {
        var stop = TestContext.Current.CancellationToken;
        await LostThings.OrderMachineAsync(PacketEndpoint, Token, Project, "lost-node1", stop);
        await LostThings.OrderAddressAsync(PacketEndpoint, Token, Project, 0, stop);
    }

    /// <summary>Holds an address of a network, so that it is in use.</summary>
    public Task<string> HoldAsync(int network, string address) => CallAsync("one.vn.hold", network, $"LEASES=[ IP=\"{address}\" ]");

    /// <summary>A call of OpenNebula's own tools, which must succeed; its answer.</summary>
    public async Task<string> CallAsync(string method, params object[] parameters)
    {
        using var client = new HttpClient();
        var values = string.Concat(parameters.Prepend($"oneadmin:{_password}").Select(p => p is int
            ? $"<param><value><int>{p}</int></value></param>"
            : $"<param><value><string>{System.Security.SecurityElement.Escape(p.ToString())}</string></value></param>"));
        using var content = new StringContent($"<?xml version=\"1.0\"?><methodCall><methodName>{method}</methodName><params>{values}</params></methodCall>", System.Text.Encoding.UTF8, "text/xml");
        using var answer = await client.PostAsync(Endpoint, content, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains("<boolean>1</boolean>", text, StringComparison.Ordinal);
        return System.Xml.Linq.XDocument.Parse(text).Descendants("data").First().Elements("value").ElementAt(1).Value;
    }

    /// <summary>Takes the front-end from the network.</summary>
    public ValueTask DisposeFrontEndAsync() => _frontEnd.DisposeAsync();

    /// <summary>Takes the world from the network.</summary>
    public async Task DisposeServersAsync()
    {
        await _frontEnd.DisposeAsync();
        await _packet.DisposeAsync();
        await _ec2.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        World.Board.ReleaseAll();
        await DisposeServersAsync();
        await World.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>All that the front-end keeps.</summary>
    public EdgeProvision.Sandbox.OpenNebula.Records.ZoneDump Dump() => _emulator.Dump();

    /// <summary>A public key as OpenSSH writes it: three fields, each after its length.</summary>
    private static string PublicKey(ECDsa key)
    {
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        byte[][] fields = ["ecdsa-sha2-nistp256"u8.ToArray(), "nistp256"u8.ToArray(), [4, .. point.X!, .. point.Y!]];
        return "ecdsa-sha2-nistp256 " + Convert.ToBase64String([.. fields.SelectMany(f => (byte[])[0, 0, 0, (byte)f.Length, .. f])]);
    }

    private HashSet<(string, int)> Objects() => [.. _emulator.Dump().Objects.Select(o => (o.Kind, o.Id))];
}
