using System.Text;
using System.Text.Json.Nodes;
using EdgeProvision.Engine.Providers;
using EdgeProvision.Sandbox.Control;
using EdgeProvision.Sandbox.Http;
using EdgeProvision.Sandbox.Redfish;
using EdgeProvision.Sandbox.Tests.Contract.Machines;
using EdgeProvision.Sandbox.Tests.Ec2;
using EdgeProvision.Sandbox.Tests.Packet;

namespace EdgeProvision.Sandbox.Tests.Standing;

/// <summary>
/// Machines that stand, behind one Redfish service. In the real world each host says where its controller is; in a sandbox the service also plays the machines.
/// </summary>
internal sealed class StandingBench : MachineBench
{
    private const string User = "admin";
    private const string Secret = "rack-password";
    private static readonly string[] Names = [.. Enumerable.Range(1, 12).Select(n => $"node{n}")];

    private readonly string _driver;
    private readonly bool _isPlayed;
    private readonly RedfishEmulator _emulator;
    private readonly Dictionary<string, string> _systems = [];
    private IReadOnlyList<Device> _hosts = [];

    public StandingBench(string driver, bool isPlayed = false)
        : this(driver, isPlayed, new PaperMachineRoom())
    {
    }

    private StandingBench(string driver, bool isPlayed, PaperMachineRoom room)
        : this(driver, isPlayed, room, new RedfishEmulator(room, TimeProvider.System, new RedfishOptions(User, Secret) { PowerChangeFor = Short }))
    {
    }

    private StandingBench(string driver, bool isPlayed, PaperMachineRoom room, RedfishEmulator emulator)
        : base("redfish", room, emulator, maxRepeats: 2) => (_driver, _isPlayed, _emulator) = (driver, isPlayed, emulator);

    public override MachineOffer Offer => new() { RepeatsOrders = true, HasPower = _driver == "onprem", AsksAService = _driver == "onprem" };

    public override ProviderSettings Settings => SettingsOf(Endpoint, Secret, []);

    public override string SecretText => Secret;

    public override string UnknownId => "192.0.2.250";

    protected override IReadOnlyDictionary<string, string> WrongSecrets => throw new NotSupportedException("Machines have secrets of their own.");

    public override DeviceRequest Order(string name, int attempt = 1) =>
        new("p-1", $"p-1/host/{name}", attempt, 7, name, KeyPairTests.Ed25519, KeysOf(name, Endpoint));

    public override string InRoom(Device device) => _systems[device.Hostname];

    public override async Task StartAsync()
    {
        foreach (var name in Names)
        {
            var order = new JsonObject { ["name"] = AddressOf(name), ["hostname"] = name, ["authorizedKeys"] = new JsonArray() };
            var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["Authorization"] = $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{User}:{Secret}"))}" };
            var reply = await _emulator.AnswerAsync(new HttpCall("POST", "/machines", "", headers, Encoding.UTF8.GetBytes(order.ToJsonString())), Token);
            _systems[name] = (string)JsonNode.Parse(reply.Body)!["system"]!;
        }
    }

    /// <summary>What the machine does already, asked for again: its controller is looked at, and nothing happens.</summary>
    public override async Task AskAsync(IProviderDriver driver)
    {
        var device = Assert.Single(_hosts);
        if (Offer.HasPower)
            await driver.PowerAsync(device.Id, PowerAction.On, Token);
        else
            await driver.GetDeviceAsync(device.Id, Token);
    }

    /// <summary>Nothing lists such machines but the front-end's hosts, so that the next operation is told of them.</summary>
    public override async Task<IProviderDriver> OpenAsync(Opening how)
    {
        _hosts = await Driver.ListDevicesAsync("p-1", Token);
        return Open(SettingsOf(how == Opening.NobodyListens ? Nowhere() : Endpoint, how == Opening.WrongCredentials ? WrongSecret : Secret, _hosts), how);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _emulator.DisposeAsync();
    }

    protected override CallMatch Match(BenchCall calls) => calls switch
    {
        BenchCall.Power => new() { Service = Service, Method = "POST", Path = "**/ComputerSystem.Reset" },
        _ => new() { Service = Service },
    };

    private static string AddressOf(string name) => $"192.0.2.{name["node".Length..]}";

    private ProviderSettings SettingsOf(Uri endpoint, string password, IReadOnlyList<Device> hosts)
    {
        var known = hosts.ToDictionary(d => d.Hostname, StringComparer.Ordinal);
        var machines = Names.Select(name => new StandingMachine(name, KeysOf(name, endpoint), new Dictionary<string, string> { ["redfish_password"] = password })
        {
            EdgeKey = $"p-1/host/{name}", DeviceId = known.GetValueOrDefault(name)?.Id, Address = known.GetValueOrDefault(name)?.PublicAddress,
        });
        var secrets = _isPlayed ? new Dictionary<string, string> { ["onprem_user"] = User, ["onprem_password"] = password } : [];
        return new ProviderSettings(_driver, _isPlayed ? endpoint : new Uri($"{_driver}:"), secrets, null, null, null) { Machines = [.. machines] };
    }

    private Dictionary<string, string> KeysOf(string name, Uri endpoint)
    {
        var keys = new Dictionary<string, string> { [_driver == "onprem" ? "address" : "ip"] = AddressOf(name) };
        if (_driver == "onprem")
        {
            keys["redfish_url"] = endpoint.AbsoluteUri;
            keys["redfish_user"] = User;
            keys["redfish_system"] = _systems.GetValueOrDefault(name, "none");
        }

        return keys;
    }
}
