using System.Net;
using Amazon.EC2;
using Amazon.Runtime;
using EdgeProvision.Engine;
using EdgeProvision.Engine.Execution.Purchases;
using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Engine.Providers;
using EdgeProvision.Engine.Providers.Addresses;
using EdgeProvision.Engine.Providers.Http;
using EdgeProvision.Model;
using EdgeProvision.Sandbox.Ec2;
using EdgeProvision.Sandbox.Http;
using EdgeProvision.Sandbox.Packet;
using EdgeProvision.Sandbox.Sessions;
using EdgeProvision.Sandbox.Tests.Contract;
using EdgeProvision.Sandbox.Tests.Packet;
using AddressReservation = EdgeProvision.Engine.Providers.Addresses.AddressReservation;
using DeviceRequest = EdgeProvision.Engine.Providers.DeviceRequest;
using DeviceState = EdgeProvision.Engine.Providers.DeviceState;
using FrontEndOptions = EdgeProvision.Engine.OpenNebula.FrontEndOptions;

namespace EdgeProvision.Sandbox.Tests.Ec2;

/// <summary>Orphans at EC2: instances, elastic addresses, networks and disks, found and removed by the engine, over HTTP, on paper machines and real time.</summary>
public sealed class OrphanTests : IAsyncDisposable
{
    private const string Lost = "p-1";
    private const string Living = "p-2";
    private static readonly TimeSpan s_settle = TimeSpan.FromSeconds(1);
    private static readonly (string, string) s_disk = ("blockdevicemapping", "/dev/sdf=:10:false:gp3 /dev/sdg=:20");
    private readonly Mount _frontEndMount = new();
    private readonly Mount _ec2Mount = new();
    private readonly HttpServer _frontEnd;
    private readonly HttpServer _ec2;
    private readonly SandboxWorld _world;
    private readonly ProviderDrivers _drivers = new(new RestOptions { FirstBackOff = TimeSpan.FromMilliseconds(20) });
    private readonly IProviderDriver _driver;

    public OrphanTests()
    {
        _frontEnd = new HttpServer(_frontEndMount, new IPEndPoint(IPAddress.Loopback, 0), new HttpServerOptions());
        _ec2 = new HttpServer(_ec2Mount, new IPEndPoint(IPAddress.Loopback, 0), new HttpServerOptions());
        _frontEnd.Start();
        _ec2.Start();
        var tenant = new Ec2Tenant(DriverBench.Access, DriverBench.Secret, "111111111111");
        _world = new SandboxWorld(new PaperMachineRoom(), TimeProvider.System, new SandboxWorldOptions
        {
            Id = "orphans",
            Packet = new PacketOptions { Tenants = [new PacketTenant("token", "c0ffee00-0000-4000-8000-000000000001", "orphans")] },
            Ec2 = new Ec2Options
            {
                Tenants = [tenant], PendingFor = DriverBench.Short, ShuttingDownFor = DriverBench.Short, StoppingFor = DriverBench.Short, InterfaceLingersFor = DriverBench.Short,
                StatusCheckFor = DriverBench.Short, NetworkPendingFor = DriverBench.Short, Throttles = false,
            },
            FrontEnd = new EdgeProvision.Sandbox.OpenNebula.FrontEndOptions { Password = "secret" },
            PacketEndpoint = "http://127.0.0.1:9",
            Ec2Endpoint = $"http://{_ec2.EndPoint}",
            SshPrivateKey = "/nowhere/key",
            SshPublicKey = "/nowhere/key.pub",
            RepositoryBase = "file:///nowhere",
            ControlToken = "control",
            SettleTime = s_settle,
        });
        _frontEndMount.App = _world.FrontEnd;
        _ec2Mount.App = _world.Ec2!;
        _driver = _drivers.Open(new ProviderSettings(
            "ec2", new Uri($"http://{_ec2.EndPoint}"), new Dictionary<string, string> { ["ec2_access"] = DriverBench.Access, ["ec2_secret"] = DriverBench.Secret }, null, "us-east-1", s_settle));
    }

    private static CancellationToken Token => DriverBench.Token;

    public async ValueTask DisposeAsync()
    {
        _drivers.Dispose();
        await _frontEnd.DisposeAsync();
        await _ec2.DisposeAsync();
        await _world.DisposeAsync();
    }

    [Fact]
    public async Task Orphans_OfALostProvisionBesideALivingOne_GoAndTheOthersStay()
    {
        await RentAsync(Living, s_disk);
        await RecordAsync(Living);
        var lost = await RentAsync(Lost, s_disk);
        await using var engine = await ConnectAsync();
        var provider = engine.Offers.Providers().Single(p => p.Driver == "ec2");
        await SettleAsync();

        var found = await engine.FindOrphansAsync(provider, Token);

        Assert.Equal([EdgeOrphanKind.Device, EdgeOrphanKind.Addresses, EdgeOrphanKind.Network], found.Select(o => o.Kind));
        Assert.Equal([$"{Lost}/host/node1", $"{Lost}/ip/node1/0", $"{Lost}/cloud/vpc/us-east-1"], found.Select(o => o.Key));
        Assert.All(found, o => Assert.Equal((Lost, "ec2"), (o.ProvisionId, o.Provider)));
        Assert.All(found, o => Assert.InRange(o.Age!.Value, s_settle, TimeSpan.FromMinutes(2)));
        Assert.Equal((lost, "m5.large"), (found[0].Id, found[0].Hardware));

        // What is in use is not taken apart.
        var inUse = await Assert.ThrowsAsync<EdgeException>(() => engine.RemoveOrphanAsync(found[2], _ => { }, Token));
        Assert.Equal(("OrphanInUse", ErrorKind.ResourceBusy), (inUse.Code, inUse.Kind));

        foreach (var orphan in found)
            await engine.RemoveOrphanAsync(orphan, _ => { }, Token);

        // What the descriptor keeps beyond its machine shows when that is gone.
        var disk = Assert.Single(await engine.FindOrphansAsync(provider, Token));
        Assert.Equal((EdgeOrphanKind.Disk, "node1", $"{Lost}/host/node1", "gp3 10 GB", "us-east-1a", null), (disk.Kind, disk.Name, disk.Key, disk.Hardware, disk.Location, disk.HourlyCost));
        Assert.InRange(disk.Age!.Value, s_settle, TimeSpan.FromMinutes(2));
        Assert.True(await _driver.HasDiskAsync(disk.Id, Token));
        await engine.RemoveOrphanAsync(disk, _ => { }, Token);
        Assert.False(await _driver.HasDiskAsync(disk.Id, Token));

        Assert.Empty(await engine.FindOrphansAsync(provider, Token));
        var left = await _driver.ListTaggedAsync(Token);
        Assert.Equal([TaggedItemKind.Device, TaggedItemKind.Addresses, TaggedItemKind.Surroundings], left.Select(i => i.Kind));
        Assert.All(left, i => Assert.Equal(Living, i.ProvisionId));
        await engine.RemoveOrphanAsync(found[0], _ => { }, Token);
        await engine.RemoveOrphanAsync(found[2], _ => { }, Token);
    }

    [Fact]
    public async Task Remove_BlockThatHasGrownSince_IsRefusedAndStays()
    {
        var first = await EnsureAsync(Lost, 1);
        await using var engine = await ConnectAsync();
        await SettleAsync();
        var found = Assert.Single(await engine.FindOrphansAsync(engine.Offers.Providers().Single(p => p.Driver == "ec2"), Token));
        await EnsureAsync(Lost, 2);

        var changed = await Assert.ThrowsAsync<EdgeException>(() => engine.RemoveOrphanAsync(found, _ => { }, Token));

        Assert.Equal((first.Id, "OrphanChanged"), (found.Id, changed.Code));
        Assert.Equal(2, Assert.Single(await _driver.Addresses!.ListAsync(Lost, Token)).Size);
    }

    [Fact]
    public async Task Find_CopyOfALivingMachine_IsShownAndNeverRemoved()
    {
        var machine = await RentAsync(Living);
        await RecordAsync(Living);
        using var client = new AmazonEC2Client(
            new BasicAWSCredentials(DriverBench.Access, DriverBench.Secret), new AmazonEC2Config { ServiceURL = $"http://{_ec2.EndPoint}", AuthenticationRegion = "us-east-1" });
        var copy = await DriverBench.CopyAsync(client, machine);
        await using var engine = await ConnectAsync();
        await SettleAsync();

        var found = Assert.Single(await engine.FindOrphansAsync(engine.Offers.Providers().Single(p => p.Driver == "ec2"), Token));
        Assert.Equal((EdgeOrphanKind.Copy, copy, $"{Living}/host/node1", Living), (found.Kind, found.Id, found.Key, found.ProvisionId));

        var refused = await Assert.ThrowsAsync<EdgeException>(() => engine.RemoveOrphanAsync(found, _ => { }, Token));

        Assert.Equal(("OrphanIsCopy", ErrorKind.Refused), (refused.Code, refused.Kind));
        Assert.Equal(new[] { machine, copy }.Order(StringComparer.Ordinal), (await _driver.ListDevicesAsync(Living, Token)).Select(d => d.Id).Order(StringComparer.Ordinal));
    }

    private Task<EdgeEngine> ConnectAsync() => EdgeEngine.ConnectAsync(
        new EngineOptions { ContentDirectory = "/nowhere" }, new FrontEndChoice { Endpoint = $"http://{_frontEnd.EndPoint}/RPC2", Session = "oneadmin:secret" }, Token);

    /// <summary>A machine in a network of its own, with an elastic address that leads to it. The machine's id.</summary>
    private async Task<string> RentAsync(string provision, params (string Key, string Value)[] more)
    {
        var request = new DeviceRequest(
            provision, $"{provision}/host/node1", 1, 7, "node1", KeyPairTests.Ed25519,
            new Dictionary<string, string>(more.Select(m => KeyValuePair.Create(m.Key, m.Value))) { ["region_name"] = "us-east-1", ["ami"] = "debian_12", ["instancetype"] = "m5.large", ["ssh_from"] = "192.0.2.0/24" });
        var id = Assert.IsType<CreateResult.Created>(await _driver.CreateDeviceAsync(request, Token)).Device.Id;
        while ((await _driver.GetDeviceAsync(id, Token))?.State != DeviceState.Active)
            await Task.Delay(20, Token);
        var block = await EnsureAsync(provision, 1);
        await _driver.Addresses!.AssignAsync(block, block.Network, id, Token);
        return id;
    }

    private Task<AddressReservation> EnsureAsync(string provision, int count) => AddressKeeper.EnsureAsync(
        _driver, new ReservationRequest(provision, $"{provision}/ip/node1/0", count, new Dictionary<string, string>()), new PaperClaim(), TimeProvider.System, _ => { }, Token);

    private async Task RecordAsync(string provision)
    {
        using var front = new FrontEndClient(new FrontEndOptions { Endpoint = new Uri($"http://{_frontEnd.EndPoint}/RPC2"), Session = "oneadmin:secret" });
        var record = new Engine.Records.ProvisionRecord { ProvisionId = provision, ProvisionName = "edge", ClusterName = "edge", DescriptorText = "name: edge\n" };
        await front.Documents.AllocateAsync(
            TemplateWriter.Write(Engine.Records.ProvisionRecordCodec.Write(record).With("NAME", "edge")), Engine.Records.ProvisionRecord.DocumentType, Token);
    }

    // The service's clock tells whole seconds.
    private static Task SettleAsync() => Task.Delay(s_settle + TimeSpan.FromSeconds(1.2), Token);

    private sealed class Mount : IHttpApp
    {
        public IHttpApp? App { get; set; }

        public Task<HttpReply> AnswerAsync(HttpCall call, CancellationToken cancellationToken) => App!.AnswerAsync(call, cancellationToken);
    }
}
