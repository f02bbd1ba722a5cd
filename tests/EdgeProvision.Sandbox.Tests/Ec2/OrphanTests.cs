using System.Net;
using System.Text;
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
    private const string Elsewhere = "eu-central-1";
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
        _driver = In("us-east-1");
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
        var provider = Provider(engine);
        await SettleAsync();

        var found = (await engine.FindOrphansAsync(provider, Token)).Orphans;

        Assert.Equal([EdgeOrphanKind.Device, EdgeOrphanKind.Addresses, EdgeOrphanKind.Network], found.Select(o => o.Kind));
        Assert.Equal([$"{Lost}/host/node1", $"{Lost}/ip/node1/0", $"{Lost}/cloud/vpc/us-east-1"], found.Select(o => o.Key));
        Assert.All(found, o => Assert.Equal((Lost, "ec2", "us-east-1"), (o.ProvisionId, o.Provider, o.Region)));
        Assert.All(found, o => Assert.InRange(o.Age!.Value, s_settle, TimeSpan.FromMinutes(2)));
        Assert.Equal((lost, "m5.large"), (found[0].Id, found[0].Hardware));

        // What is in use is not taken apart.
        var inUse = await Assert.ThrowsAsync<EdgeException>(() => engine.RemoveOrphanAsync(found[2], _ => { }, Token));
        Assert.Equal(("OrphanInUse", ErrorKind.ResourceBusy), (inUse.Code, inUse.Kind));

        foreach (var orphan in found)
            await engine.RemoveOrphanAsync(orphan, _ => { }, Token);

        // What the descriptor keeps beyond its machine shows when that is gone.
        var disk = Assert.Single((await engine.FindOrphansAsync(provider, Token)).Orphans);
        Assert.Equal((EdgeOrphanKind.Disk, "node1", $"{Lost}/host/node1", "gp3 10 GB", "us-east-1a", null), (disk.Kind, disk.Name, disk.Key, disk.Hardware, disk.Location, disk.HourlyCost));
        Assert.InRange(disk.Age!.Value, s_settle, TimeSpan.FromMinutes(2));
        Assert.True(await _driver.HasDiskAsync(disk.Id, Token));
        await engine.RemoveOrphanAsync(disk, _ => { }, Token);
        Assert.False(await _driver.HasDiskAsync(disk.Id, Token));

        Assert.Empty((await engine.FindOrphansAsync(provider, Token)).Orphans);
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
        var found = Assert.Single((await engine.FindOrphansAsync(Provider(engine), Token)).Orphans);
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

        var found = Assert.Single((await engine.FindOrphansAsync(Provider(engine), Token)).Orphans);
        Assert.Equal((EdgeOrphanKind.Copy, copy, $"{Living}/host/node1", Living), (found.Kind, found.Id, found.Key, found.ProvisionId));

        var refused = await Assert.ThrowsAsync<EdgeException>(() => engine.RemoveOrphanAsync(found, _ => { }, Token));

        Assert.Equal(("OrphanIsCopy", ErrorKind.Refused), (refused.Code, refused.Kind));
        Assert.Equal(new[] { machine, copy }.Order(StringComparer.Ordinal), (await _driver.ListDevicesAsync(Living, Token)).Select(d => d.Id).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Orphans_OfAnotherRegion_AreFoundThereAndGo()
    {
        var there = In(Elsewhere);
        var lost = await RentAsync(there, Elsewhere, Lost, s_disk);
        var here = await RentAsync(Lost);
        await RentAsync(there, Elsewhere, Living);
        await RecordAsync(Living);
        await using var engine = await ConnectAsync();
        await SettleAsync();

        var report = await engine.FindOrphansAsync(Provider(engine), Token);

        Assert.Equal((0, null), (report.Failures.Count, report.Warning));
        Assert.All(report.Orphans, o => Assert.Equal((Lost, "ec2"), (o.ProvisionId, o.Provider)));
        Assert.Equal([here, lost], report.Orphans.Where(o => o.Kind == EdgeOrphanKind.Device).Select(o => o.Id));
        var away = report.Orphans.Where(o => o.Region == Elsewhere).ToList();
        Assert.Equal([EdgeOrphanKind.Device, EdgeOrphanKind.Addresses, EdgeOrphanKind.Network], away.Select(o => o.Kind));
        Assert.StartsWith(Elsewhere, away[0].Location, StringComparison.Ordinal);
        Assert.Equal([Elsewhere, Elsewhere], away.Skip(1).Select(o => o.Location));

        foreach (var orphan in away)
            await engine.RemoveOrphanAsync(orphan, _ => { }, Token);
        var disk = Assert.Single((await engine.FindOrphansAsync(Provider(engine), Token)).Orphans, o => o.Region == Elsewhere);
        Assert.Equal(EdgeOrphanKind.Disk, disk.Kind);
        await engine.RemoveOrphanAsync(disk, _ => { }, Token);

        Assert.All((await engine.FindOrphansAsync(Provider(engine), Token)).Orphans, o => Assert.Equal("us-east-1", o.Region));
        Assert.All(await there.ListTaggedAsync(Token), i => Assert.Equal(Living, i.ProvisionId));
        Assert.Equal(here, Assert.Single(await _driver.ListDevicesAsync(Lost, Token)).Id);
    }

    [Fact]
    public async Task Find_OneRegionIsClosed_IsNamedAndTheOthersAreShown()
    {
        var lost = await EnsureAsync(In(Elsewhere), Lost, 1);
        _ec2Mount.IsRefused = call => SignedFor(call) == "eu-west-1";
        await using var engine = await ConnectAsync();
        await SettleAsync();

        var report = await engine.FindOrphansAsync(Provider(engine), Token);

        Assert.Equal((lost.Id, Elsewhere), (Assert.Single(report.Orphans).Id, report.Orphans[0].Region));
        var failure = Assert.Single(report.Failures);
        Assert.Equal(("ProviderNotAuthorized", "eu-west-1"), (failure.Code, failure.Target));
        Assert.Contains("the region eu-west-1 of ec2", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Find_RegionsAreNotTold_LooksAtItsOwnAndSaysSo()
    {
        await EnsureAsync(In(Elsewhere), Lost, 1);
        var here = await EnsureAsync(Lost, 1);
        _ec2Mount.IsRefused = call => Encoding.UTF8.GetString(call.Body).Contains("Action=DescribeRegions", StringComparison.Ordinal);
        await using var engine = await ConnectAsync();
        await SettleAsync();

        var report = await engine.FindOrphansAsync(Provider(engine), Token);

        Assert.Equal(here.Id, Assert.Single(report.Orphans).Id);
        Assert.Empty(report.Failures);
        Assert.StartsWith("Only the region us-east-1 of ec2 was looked at", report.Warning, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Find_NothingMayBeAsked_IsOneError()
    {
        _ec2Mount.IsRefused = _ => true;
        await using var engine = await ConnectAsync();

        Assert.Equal("ProviderNotAuthorized", (await Assert.ThrowsAnyAsync<EdgeException>(() => engine.FindOrphansAsync(Provider(engine), Token))).Code);
    }

    private static EdgeProvider Provider(EdgeEngine engine) => engine.Offers.Providers().Single(p => p.Driver == "ec2");

    // Authorization: AWS4-HMAC-SHA256 Credential=key/date/region/ec2/aws4_request, …
    private static string SignedFor(HttpCall call) => call.Headers["Authorization"].Split('/')[2];

    private IProviderDriver In(string region) => _drivers.Open(new ProviderSettings(
        "ec2", new Uri($"http://{_ec2.EndPoint}"), new Dictionary<string, string> { ["ec2_access"] = DriverBench.Access, ["ec2_secret"] = DriverBench.Secret }, null, region, s_settle));

    private Task<EdgeEngine> ConnectAsync() => EdgeEngine.ConnectAsync(
        new EngineOptions { ContentDirectory = "/nowhere" }, new FrontEndChoice { Endpoint = $"http://{_frontEnd.EndPoint}/RPC2", Session = "oneadmin:secret" }, Token);

    /// <summary>A machine in a network of its own, with an elastic address that leads to it. The machine's id.</summary>
    private Task<string> RentAsync(string provision, params (string Key, string Value)[] more) => RentAsync(_driver, "us-east-1", provision, more);

    private static async Task<string> RentAsync(IProviderDriver driver, string region, string provision, params (string Key, string Value)[] more)
    {
        var request = new DeviceRequest(
            provision, $"{provision}/host/node1", 1, 7, "node1", KeyPairTests.Ed25519,
            new Dictionary<string, string>(more.Select(m => KeyValuePair.Create(m.Key, m.Value))) { ["region_name"] = region, ["ami"] = "debian_12", ["instancetype"] = "m5.large", ["ssh_from"] = "192.0.2.0/24" });
        var id = Assert.IsType<CreateResult.Created>(await driver.CreateDeviceAsync(request, Token)).Device.Id;
        while ((await driver.GetDeviceAsync(id, Token))?.State != DeviceState.Active)
            await Task.Delay(20, Token);
        var block = await EnsureAsync(driver, provision, 1);
        await driver.Addresses!.AssignAsync(block, block.Network, id, Token);
        return id;
    }

    private Task<AddressReservation> EnsureAsync(string provision, int count) => EnsureAsync(_driver, provision, count);

    private static Task<AddressReservation> EnsureAsync(IProviderDriver driver, string provision, int count) => AddressKeeper.EnsureAsync(
        driver, new ReservationRequest(provision, $"{provision}/ip/node1/0", count, new Dictionary<string, string>()), new PaperClaim(), TimeProvider.System, _ => { }, Token);

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
        private static readonly byte[] s_refusal =
            "<Response><Errors><Error><Code>UnauthorizedOperation</Code><Message>You are not authorized to perform this operation.</Message></Error></Errors><RequestID>1</RequestID></Response>"u8.ToArray();

        public IHttpApp? App { get; set; }

        /// <summary>Calls that these credentials may not make.</summary>
        public Func<HttpCall, bool> IsRefused { get; set; } = _ => false;

        public Task<HttpReply> AnswerAsync(HttpCall call, CancellationToken cancellationToken) =>
            IsRefused(call) ? Task.FromResult(new HttpReply(403, "text/xml", s_refusal)) : App!.AnswerAsync(call, cancellationToken);
    }
}
