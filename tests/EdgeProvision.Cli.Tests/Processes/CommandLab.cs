using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Reflection;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using EdgeProvision.Sandbox.Control;
using EdgeProvision.Sandbox.Http;
using EdgeProvision.Sandbox.OpenNebula;
using EdgeProvision.Sandbox.Packet;

namespace EdgeProvision.Cli.Tests.Processes;

/// <summary>
/// A front-end and a Packet service on loopback, and the command as users start it. The front-end does not say that it is a sandbox's, so that
/// endpoint and token are the descriptor's, right or wrong.
/// </summary>
internal sealed class CommandLab : IAsyncDisposable
{
    public const string Project = "11111111-0000-0000-0000-000000000001";

    private readonly HttpServer _frontEndServer;
    private readonly HttpServer _packetServer;
    private readonly HashSet<(string, int)> _before;

    public CommandLab()
    {
        var loopback = new IPEndPoint(IPAddress.Loopback, 0);
        Packet = new PacketEmulator(new DarkMachineRoom(), TimeProvider.System, new PacketOptions
        {
            Tenants = [new PacketTenant("right-token", Project, "tests")],
            ProvisioningFor = TimeSpan.FromMilliseconds(200),
        });
        FrontEnd = new FrontEndEmulator(new FrontEndOptions { Password = "right-password" });
        _packetServer = new HttpServer(new FaultLayer("packet", Packet, Board), loopback, new HttpServerOptions());
        _frontEndServer = new HttpServer(FrontEnd, loopback, new HttpServerOptions { MaxConnections = FrontEndEmulator.MaximumConnections });
        _packetServer.Start();
        _frontEndServer.Start();
        FrontEndEndpoint = $"http://{_frontEndServer.EndPoint}/RPC2";
        _before = Objects();
        Login("oneadmin:right-password");
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        File.WriteAllText(KeyFile, key.ExportECPrivateKeyPem());
    }

    public PacketEmulator Packet { get; }

    /// <summary>What is to go wrong with calls to the provider.</summary>
    public FaultBoard Board { get; } = new(TimeProvider.System);

    public FrontEndEmulator FrontEnd { get; }

    public string Home { get; } = Directory.CreateTempSubdirectory("edgeprovision-cli-").FullName;

    public string FrontEndEndpoint { get; }

    public string PacketEndpoint => $"http://{_packetServer.EndPoint}";

    private string KeyFile => Path.Combine(Home, "id_ecdsa");

    public static string CommandDirectory => typeof(CommandLab).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "CommandDirectory").Value!;

    public Task StopFrontEndAsync() => _frontEndServer.StopAsync();

    /// <summary>A port on which nothing listens.</summary>
    public static int ClosedPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public void Login(string credentials) => File.WriteAllText(Path.Combine(Home, "one_auth"), credentials + "\n");

    public string Write(string name, string text)
    {
        var path = Path.Combine(Home, name);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>A descriptor of one host; everything in it is right but what the test changes.</summary>
    public string WriteDescriptor(string? endpoint = null, string token = "right-token", string plan = "baremetal_0") => Write("edge.yaml", $"""
        name: edge
        defaults:
          connection:
            private_key: {KeyFile}
            public_key: ""
            remote_port: {ClosedPort()}
          provision:
            driver: packet
            packet_endpoint: {endpoint ?? PacketEndpoint}
            packet_token: {token}
            packet_project: {Project}
            facility: ams1
            plan: {plan}
            os: debian_12
        hosts:
          - im_mad: kvm
            vm_mad: kvm
            provision:
              hostname: edge-node1
        datastores:
          - name: edge-images
            ds_mad: fs
            tm_mad: ssh
        networks:
          - name: edge-private
            vn_mad: dummy
            bridge: br0
            ar:
              - ip: 192.168.150.2
                size: 10
                type: IP4

        """);

    public async Task<CommandResult> RunAsync(params string[] arguments)
    {
        await using var running = Begin(arguments);
        return await running.EndAsync();
    }

    /// <summary>Runs it, and sends it a signal as soon as a line on standard error says so.</summary>
    public async Task<CommandResult> RunUntilAsync(string line, string signal, params string[] arguments)
    {
        await using var running = Begin(arguments);
        await running.SaysAsync(line);
        await running.SignalAsync(signal);
        return await running.EndAsync();
    }

    /// <summary>Starts it.</summary>
    public RunningCommand Begin(params string[] arguments) => new(Start(arguments));

    /// <summary>Nothing stands that did not stand before, and nothing is rented.</summary>
    public void AssertNothingLeft()
    {
        Assert.Equal(_before.Order(), Objects().Order());
        Assert.Empty((JsonArray)Packet.Describe()["devices"]!);
    }

    public async ValueTask DisposeAsync()
    {
        Board.ReleaseAll();
        await _frontEndServer.DisposeAsync();
        await _packetServer.DisposeAsync();
        await Board.DisposeAsync();
        await Packet.DisposeAsync();
        Directory.Delete(Home, recursive: true);
    }

    private HashSet<(string, int)> Objects() => [.. FrontEnd.Dump().Objects.Select(o => (o.Kind, o.Id))];

    private Process Start(string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(CommandDirectory, "oneprovision.dll"), .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Home,
        };
        foreach (var name in start.Environment.Keys.Where(n => n.StartsWith("ONE_", StringComparison.Ordinal) || n.StartsWith("PACKET_", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        start.Environment["HOME"] = Home;
        start.Environment["XDG_CONFIG_HOME"] = Path.Combine(Home, ".config");
        start.Environment["ONE_AUTH"] = Path.Combine(Home, "one_auth");
        start.Environment["ONE_XMLRPC"] = FrontEndEndpoint;
        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return process;
    }
}
