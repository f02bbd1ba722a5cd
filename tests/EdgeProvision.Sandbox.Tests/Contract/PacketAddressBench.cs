using System.Net;
using EdgeProvision.Engine.Providers;
using EdgeProvision.Engine.Providers.Addresses;
using EdgeProvision.Engine.Providers.Http;
using EdgeProvision.Sandbox.Control;
using EdgeProvision.Sandbox.Http;
using EdgeProvision.Sandbox.Packet;
using EdgeProvision.Sandbox.Purchases;
using EdgeProvision.Sandbox.Tests.Ec2;
using EdgeProvision.Sandbox.Tests.Packet;
using DeviceRequest = EdgeProvision.Engine.Providers.DeviceRequest;
using DeviceState = EdgeProvision.Engine.Providers.DeviceState;

namespace EdgeProvision.Sandbox.Tests.Contract;

/// <summary>Packet's, on paper machines and real time.</summary>
internal sealed class PacketAddressBench : IAddressBench
{
    private const string Secret = "driver-token";
    private const string Project = "c0ffee00-0000-4000-8000-000000000001";
    private readonly PaperMachineRoom _room = new();
    private readonly FaultBoard _board = new(TimeProvider.System);
    private readonly HttpServer _server;
    private readonly ProviderDrivers _drivers;

    public PacketAddressBench(int quota = 16)
    {
        Quota = quota;
        Emulator = new PacketEmulator(_room, TimeProvider.System, new PacketOptions
        {
            Tenants = [new PacketTenant(Secret, Project, "driver")], AddressQuota = quota, QueuedFor = DriverBench.Short, ProvisioningFor = DriverBench.Short,
            DeprovisioningFor = DriverBench.Short, PowerChangeFor = DriverBench.Short,
        }, Router);
        _server = new HttpServer(new FaultLayer("packet", Emulator, _board), new IPEndPoint(IPAddress.Loopback, 0), new HttpServerOptions());
        _server.Start();
        _drivers = new ProviderDrivers(new RestOptions { Trace = Trace.Add, FirstBackOff = TimeSpan.FromMilliseconds(20), AnswerTimeout = TimeSpan.FromSeconds(10) });
        Driver = _drivers.Open(
            new ProviderSettings("packet", new Uri($"http://{_server.EndPoint}"), new Dictionary<string, string> { ["packet_token"] = Secret }, Project, null, TimeSpan.FromSeconds(2)),
            _ =>
            {
                Writes++;
                return ValueTask.CompletedTask;
            });
    }

    public PacketEmulator Emulator { get; }

    public PaperRouter Router { get; } = new();

    public List<WireRecord> Trace { get; } = [];

    public IProviderDriver Driver { get; }

    public Ledger Ledger => Emulator.Ledger;

    public int Quota { get; }

    public int Writes { get; private set; }

    public ReservationRequest Request(string key, int count) => new("p-1", key, count, new Dictionary<string, string> { ["facility"] = "ams1" });

    public async Task<Device> RunAsync(string name)
    {
        var request = new DeviceRequest(
            "p-1", $"p-1/host/{name}", 1, 7, name, KeyPairTests.Ed25519, new Dictionary<string, string> { ["facility"] = "ams1", ["plan"] = "baremetal_0", ["os"] = "debian_12" });
        var made = Assert.IsType<CreateResult.Created>(await Driver.CreateDeviceAsync(request, DriverBench.Token)).Device;
        for (var step = 0; step < 500; step++)
        {
            if (await Driver.GetDeviceAsync(made.Id, DriverBench.Token) is { State: DeviceState.Active } device)
                return device;
            await Task.Delay(20, DriverBench.Token);
        }

        throw new TimeoutException($"{made.Id} did not become active.");
    }

    public void FailOrders(FaultKind kind, int status = 503, int times = 1) => Fail("/projects/*/ips", kind, status, times);

    public void FailAssigning(FaultKind kind, int times = 1) => Fail("/devices/*/ips", kind, 503, times);

    public void LimitOrders() =>
        _board.Add(new FaultOrder { Match = new CallMatch { Service = "packet", Method = "POST", Path = "/projects/*/ips" }, Kind = FaultKind.Status, Status = 429, RetryAfter = 1 });

    public async ValueTask DisposeAsync()
    {
        _drivers.Dispose();
        await _board.DisposeAsync();
        await _server.DisposeAsync();
        await Emulator.DisposeAsync();
    }

    /// <summary>Orders addresses as somebody else would, who does not mind waiting for an approval.</summary>
    public async Task OrderPatientlyAsync(string key, int count)
    {
        var body = $$"""{"type":"public_ipv4","facility":"ams1","quantity":{{count}},"tags":["edge-provision=p-1","edge-key={{key}}"]}""";
        var call = new HttpCall("POST", $"/projects/{Project}/ips", "", new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["X-Auth-Token"] = Secret }, System.Text.Encoding.UTF8.GetBytes(body));
        Assert.Equal(201, (await Emulator.AnswerAsync(call, DriverBench.Token)).Status);
    }

    private void Fail(string path, FaultKind kind, int status, int times) =>
        _board.Add(new FaultOrder { Match = new CallMatch { Service = "packet", Method = "POST", Path = path }, Kind = kind, Status = status, Times = times });
}
