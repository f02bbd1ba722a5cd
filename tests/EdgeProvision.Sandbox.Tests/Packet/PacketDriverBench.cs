using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using EdgeProvision.Engine.Providers;
using EdgeProvision.Engine.Providers.Catalogs;
using EdgeProvision.Sandbox.Control;
using EdgeProvision.Sandbox.Packet;
using EdgeProvision.Sandbox.Purchases;
using EdgeProvision.Sandbox.Tests.Contract.Machines;
using EdgeProvision.Sandbox.Tests.Ec2;
using DeviceRequest = EdgeProvision.Engine.Providers.DeviceRequest;

namespace EdgeProvision.Sandbox.Tests.Packet;

/// <summary>The engine's driver for Packet before the emulator.</summary>
internal sealed class PacketDriverBench : RentingBench
{
    public const string Secret = "driver-token";
    public const string Project = "c0ffee00-0000-4000-8000-000000000001";

    public PacketDriverBench(int maxRepeats = 5, int quota = 1000, int addressQuota = 256)
        : this(new PaperMachineRoom(), new PaperRouter(), maxRepeats, quota, addressQuota)
    {
    }

    private PacketDriverBench(PaperMachineRoom room, PaperRouter router, int maxRepeats, int quota, int addressQuota)
        : this(Make(room, router, quota, addressQuota), room, router, maxRepeats)
    {
    }

    private PacketDriverBench(PacketEmulator emulator, PaperMachineRoom room, PaperRouter router, int maxRepeats)
        : base("packet", room, emulator, maxRepeats) => (Emulator, Router) = (emulator, router);

    public PacketEmulator Emulator { get; }

    public PaperRouter Router { get; }

    public override Ledger Ledger => Emulator.Ledger;

    public override MachineOffer Offer => new() { Lists = Enum.GetValues<CatalogTopic>(), TellsPrices = true, TellsStock = true, TellsEvents = true, EndsMachines = true, Reinstalls = true };

    public override ProviderSettings Settings => new("packet", Endpoint, new Dictionary<string, string> { ["packet_token"] = Secret }, Project, null, SettleWindow);

    public override string SecretText => Secret;

    public override string UnknownId => "00000000-0000-4000-8000-000000000000";

    public override string OtherHardware => "baremetal_1";

    public override DeviceRequest OrderOf(string hardware) => Request("node1", ("plan", hardware));

    protected override IReadOnlyDictionary<string, string> WrongSecrets => new Dictionary<string, string> { ["packet_token"] = WrongSecret };

    public override DeviceRequest Order(string name, int attempt = 1) => Request(name) with { Attempt = attempt };

    public override void SellOut() => Emulator.Conditions.SetCapacity("*", "*", 0);

    public override void FailNext() => Emulator.Conditions.FailNext(1);

    public override void Lag(TimeSpan span) => Emulator.Conditions.ListLag = span;

    public override async Task<string> CopyAsync(string id)
    {
        using var client = new HttpClient { BaseAddress = Endpoint };
        client.DefaultRequestHeaders.Add("X-Auth-Token", Secret);
        var copied = (await client.GetFromJsonAsync<JsonObject>($"devices/{id}", Token))!;
        var order = new JsonObject { ["hostname"] = "copy", ["plan"] = "baremetal_0", ["facility"] = "ams1", ["operating_system"] = "debian_12", ["tags"] = copied["tags"]!.DeepClone() };
        using var body = new StringContent(order.ToJsonString(), Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync(new Uri($"projects/{Project}/devices", UriKind.Relative), body, Token);
        return (string)(await answer.Content.ReadFromJsonAsync<JsonObject>(Token))!["id"]!;
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Emulator.DisposeAsync();
    }

    protected override CallMatch Match(BenchCall calls) => calls switch
    {
        BenchCall.Order => new() { Service = Service, Method = "POST", Path = "/projects/*/devices" },
        BenchCall.Power => new() { Service = Service, Method = "POST", Path = "/devices/*/actions" },
        BenchCall.Release => new() { Service = Service, Method = "DELETE", Path = "/devices/*" },
        _ => new() { Service = Service },
    };

    private static DeviceRequest Request(string name, params (string Key, string Value)[] more)
    {
        var keys = new Dictionary<string, string> { ["facility"] = "ams1", ["plan"] = "baremetal_0", ["os"] = "debian_12" };
        foreach (var (key, value) in more)
            keys[key] = value;
        return new DeviceRequest("p-1", $"p-1/host/{name}", 1, 7, name, KeyPairTests.Ed25519, keys);
    }

    private static PacketEmulator Make(PaperMachineRoom room, PaperRouter router, int quota, int addressQuota) => new(room, TimeProvider.System, new PacketOptions
    {
        Tenants = [new PacketTenant(Secret, Project, "driver")], DeviceQuota = quota, AddressQuota = addressQuota, QueuedFor = Short, ProvisioningFor = Short,
        DeprovisioningFor = Short, PowerChangeFor = Short,
    }, router);
}
