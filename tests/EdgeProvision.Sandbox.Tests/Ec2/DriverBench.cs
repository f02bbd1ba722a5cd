using System.Net;
using Amazon.EC2;
using Amazon.EC2.Model;
using Amazon.Runtime;
using EdgeProvision.Engine.Providers;
using EdgeProvision.Engine.Providers.Http;
using EdgeProvision.Sandbox.Control;
using EdgeProvision.Sandbox.Ec2;
using EdgeProvision.Sandbox.Http;
using EdgeProvision.Sandbox.Tests.Packet;

namespace EdgeProvision.Sandbox.Tests.Ec2;

/// <summary>The engine's driver against the emulator, over HTTP, on paper machines and real time.</summary>
internal sealed class DriverBench : IAsyncDisposable
{
    public const string Secret = "driver-secret/+=";
    public const string Access = "AKIDDRIVER";
    private readonly HttpServer _server;
    private readonly ProviderDrivers _drivers;

    public DriverBench(string secret = Secret, string? proxyPage = null, int maxRepeats = 5)
    {
        Emulator = new Ec2Emulator(Room, TimeProvider.System, new Ec2Options
        {
            Tenants = [new Ec2Tenant(Access, Secret, "111111111111")], PendingFor = Short, ShuttingDownFor = Short, StoppingFor = Short,
            InterfaceLingersFor = Short, StatusCheckFor = Short, NetworkPendingFor = Short, Throttles = false,
        });
        IHttpApp app = proxyPage is null ? new FaultLayer("ec2", Emulator, Board) : new Page(proxyPage);
        _server = new HttpServer(app, new IPEndPoint(IPAddress.Loopback, 0), new HttpServerOptions());
        _server.Start();
        _drivers = new ProviderDrivers(new RestOptions
        {
            Trace = Trace.Add, MaxRepeats = maxRepeats, FirstBackOff = TimeSpan.FromMilliseconds(20), AnswerTimeout = TimeSpan.FromSeconds(10),
        });
        Settings = new ProviderSettings(
            "ec2", new Uri($"http://{_server.EndPoint}"), new Dictionary<string, string> { ["ec2_access"] = Access, ["ec2_secret"] = secret }, null, "eu-central-1",
            TimeSpan.FromSeconds(2));
        Driver = _drivers.Open(Settings, _ =>
        {
            Writes++;
            return ValueTask.CompletedTask;
        });
    }

    public static TimeSpan Short => TimeSpan.FromMilliseconds(50);

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public PaperMachineRoom Room { get; } = new();

    public FaultBoard Board { get; } = new(TimeProvider.System);

    public Ec2Emulator Emulator { get; }

    public List<WireRecord> Trace { get; } = [];

    public ProviderSettings Settings { get; }

    public IProviderDriver Driver { get; }

    /// <summary>How often the gate was asked.</summary>
    public int Writes { get; private set; }

    public static DeviceRequest Request(string name = "node1", int attempt = 1, params (string Key, string Value)[] more)
    {
        var keys = new Dictionary<string, string> { ["region_name"] = "eu-central-1", ["ami"] = "debian_12", ["instancetype"] = "m5.large" };
        foreach (var (key, value) in more)
            keys[key] = value;
        return new DeviceRequest("p-1", $"p-1/host/{name}", attempt, 7, name, KeyPairTests.Ed25519, keys);
    }

    /// <summary>Orders an instance and waits until it runs.</summary>
    public async Task<Device> RunAsync(DeviceRequest? request = null)
    {
        var created = Assert.IsType<CreateResult.Created>(await Driver.CreateDeviceAsync(request ?? Request(), Token));
        return await UntilAsync(created.Device.Id, DeviceState.Active);
    }

    public async Task<Device> UntilAsync(string id, DeviceState state)
    {
        for (var step = 0; step < 500; step++)
        {
            if (await Driver.GetDeviceAsync(id, Token) is { } device && device.State == state)
                return device;
            await Task.Delay(20, Token);
        }

        throw new TimeoutException($"{id} did not become {state}.");
    }

    public void Fail(string action, FaultKind kind, int status = 503, string? code = null, int times = 1) =>
        Board.Add(new FaultOrder { Match = new CallMatch { Service = "ec2", Action = action }, Kind = kind, Status = status, Code = code, Times = times });

    /// <summary>The driver for other settings, such as none of the credentials.</summary>
    public IProviderDriver Open(ProviderSettings settings) => _drivers.Open(settings);

    /// <summary>Has the account use the zones of a group.</summary>
    public async Task OptInAsync(string group)
    {
        using var client = new AmazonEC2Client(new BasicAWSCredentials(Access, Secret), new AmazonEC2Config { ServiceURL = Settings.Endpoint.AbsoluteUri, AuthenticationRegion = "eu-central-1" });
        await client.ModifyAvailabilityZoneGroupAsync(new ModifyAvailabilityZoneGroupRequest { GroupName = group, OptInStatus = ModifyAvailabilityZoneOptInStatus.OptedIn }, Token);
    }

    /// <summary>The name of an instance's image, seen by another client.</summary>
    public async Task<string> ImageNameAsync(string id)
    {
        using var client = new AmazonEC2Client(new BasicAWSCredentials(Access, Secret), new AmazonEC2Config { ServiceURL = Settings.Endpoint.AbsoluteUri, AuthenticationRegion = "eu-central-1" });
        var instances = await client.DescribeInstancesAsync(new DescribeInstancesRequest { InstanceIds = [id] }, Token);
        var images = await client.DescribeImagesAsync(new DescribeImagesRequest { ImageIds = [instances.Reservations[0].Instances[0].ImageId] }, Token);
        return images.Images[0].Name;
    }

    public async ValueTask DisposeAsync()
    {
        _drivers.Dispose();
        await Board.DisposeAsync();
        await _server.DisposeAsync();
        await Emulator.DisposeAsync();
    }

    private sealed class Page(string text) : IHttpApp
    {
        public Task<HttpReply> AnswerAsync(HttpCall call, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpReply(200, "text/html", System.Text.Encoding.UTF8.GetBytes(text)));
    }
}
