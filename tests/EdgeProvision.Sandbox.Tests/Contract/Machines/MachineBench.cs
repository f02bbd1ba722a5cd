using System.Net;
using System.Net.Sockets;
using EdgeProvision.Engine.Providers;
using EdgeProvision.Engine.Providers.Http;
using EdgeProvision.Engine.Providers.Origins;
using EdgeProvision.Model;
using EdgeProvision.Sandbox.Control;
using EdgeProvision.Sandbox.Http;
using EdgeProvision.Sandbox.Tests.Packet;

namespace EdgeProvision.Sandbox.Tests.Contract.Machines;

/// <summary>A driver before its emulator, over HTTP, on paper machines and real time: what the contract has to know of it, and nothing else.</summary>
internal abstract class MachineBench : IAsyncDisposable
{
    /// <summary>A secret that opens nothing.</summary>
    public const string WrongSecret = "another-secret-value";

    private readonly HttpServer _server;
    private readonly List<ProviderDrivers> _opened = [];
    private readonly int _maxRepeats;
    private IProviderDriver? _driver;

    /// <param name="service">The service's name for faults.</param>
    /// <param name="room">Where its machines stand.</param>
    /// <param name="app">The emulator.</param>
    /// <param name="maxRepeats">How often the driver repeats a call.</param>
    protected MachineBench(string service, PaperMachineRoom room, IHttpApp app, int maxRepeats)
    {
        (Service, Room, _maxRepeats) = (service, room, maxRepeats);
        _server = new HttpServer(new FaultLayer(service, app, Board), new IPEndPoint(IPAddress.Loopback, 0), new HttpServerOptions { StopGrace = Short });
        _server.Start();
    }

    public static TimeSpan Short => TimeSpan.FromMilliseconds(50);

    /// <summary>What the service publishes.</summary>
    public static TimeSpan SettleWindow => TimeSpan.FromSeconds(2);

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public PaperMachineRoom Room { get; }

    public FaultBoard Board { get; } = new(TimeProvider.System);

    public List<WireRecord> Trace { get; } = [];

    public Uri Endpoint => new($"http://{_server.EndPoint}");

    public IProviderDriver Driver => _driver ??= Open(Settings);

    /// <summary>How often the gate was asked.</summary>
    public int Writes { get; private set; }

    /// <summary>True: the operation has lost its lock.</summary>
    public bool IsGateClosed { get; set; }

    /// <summary>What the driver offers.</summary>
    public abstract MachineOffer Offer { get; }

    public abstract ProviderSettings Settings { get; }

    /// <summary>What must be read nowhere, beside <see cref="WrongSecret"/>.</summary>
    public abstract string SecretText { get; }

    /// <summary>An id in the service's form that nothing has.</summary>
    public abstract string UnknownId { get; }

    protected string Service { get; }

    /// <summary>An order that can be made; names are <c>node1</c> to <c>node12</c>.</summary>
    public abstract DeviceRequest Order(string name, int attempt = 1);

    /// <summary>The machine's id in the room.</summary>
    public virtual string InRoom(Device device) => device.Id;

    /// <summary>A call that goes to the service and changes nothing.</summary>
    public virtual Task AskAsync(IProviderDriver driver) => driver.ListDevicesAsync("p-1", Token);

    /// <summary>What has to stand before the driver is opened.</summary>
    public virtual Task StartAsync() => Task.CompletedTask;

    /// <summary>The same service by a driver of its own.</summary>
    public virtual Task<IProviderDriver> OpenAsync(Opening how) => Task.FromResult(how switch
    {
        Opening.WrongCredentials => Open(Settings with { Secrets = WrongSecrets }),
        Opening.NobodyListens => Open(Settings with { Endpoint = Nowhere() }),
        _ => Open(Settings, how),
    });

    /// <summary>Orders a machine and waits until it runs.</summary>
    public async Task<Device> RunAsync(DeviceRequest order)
    {
        var created = Assert.IsType<CreateResult.Created>(await Driver.CreateDeviceAsync(order, Token));
        return await UntilAsync(created.Device.Id, DeviceState.Active);
    }

    public async Task<Device> UntilAsync(string id, DeviceState state)
    {
        for (var step = 0; step < 1500; step++)
        {
            if (await Driver.GetDeviceAsync(id, Token) is { } device && device.State == state)
                return device;
            await Task.Delay(20, Token);
        }

        throw new TimeoutException($"{id} did not become {state}.");
    }

    /// <summary>Waits until both proofs say that it is gone.</summary>
    public async Task GoneAsync(string id)
    {
        for (var step = 0; step < 1500; step++)
        {
            if (await Driver.GetDeviceAsync(id, Token) is null && !await Driver.IsListedAsync(id, Token))
                return;
            await Task.Delay(20, Token);
        }

        Assert.Fail($"{id} did not go.");
    }

    /// <summary>Something goes wrong with calls; <paramref name="times"/> 0 is with all of them.</summary>
    public void Fail(BenchCall calls, FaultKind kind, int status = 503, int times = 1, int delayMs = 60_000) =>
        Board.Add(new FaultOrder { Match = Match(calls), Kind = kind, Status = status, Times = times, DelayMs = delayMs });

    /// <summary>The service asks for fewer such calls, for good.</summary>
    public void LimitRequests(BenchCall calls) => Board.Add(Limit(Match(calls)) with { Kind = FaultKind.Status, Times = 0 });

    public virtual async ValueTask DisposeAsync()
    {
        foreach (var drivers in _opened)
            drivers.Dispose();
        await Board.DisposeAsync();
        await _server.DisposeAsync();
    }

    /// <summary>Opens a driver for other settings, such as none of the credentials.</summary>
    public IProviderDriver Open(ProviderSettings settings, Opening how = Opening.Again)
    {
        var drivers = new ProviderDrivers(new RestOptions
        {
            Trace = Trace.Add, MaxRepeats = how switch { Opening.Impatient => 1, Opening.Persistent => 20, _ => _maxRepeats }, FirstBackOff = TimeSpan.FromMilliseconds(20), MaxWait = TimeSpan.FromMilliseconds(200),
            Origins = Origins,
            AnswerTimeout = TimeSpan.FromSeconds(how switch { Opening.Impatient => 0.5, Opening.Persistent => 2, _ => 30 }),
        });
        _opened.Add(drivers);
        return drivers.Open(settings, _ =>
        {
            if (IsGateClosed)
                throw new EdgeException("LockLost", ErrorKind.Changed, "The lock is lost.");
            Writes++;
            return ValueTask.CompletedTask;
        });
    }

    /// <summary>From where machines are logged in to; null for a driver that need not know.</summary>
    protected virtual ILoginOrigins? Origins => null;

    /// <summary>Credentials in the right form that nobody has.</summary>
    protected abstract IReadOnlyDictionary<string, string> WrongSecrets { get; }

    protected abstract CallMatch Match(BenchCall calls);

    /// <summary>How the service asks for fewer calls.</summary>
    protected virtual FaultOrder Limit(CallMatch match) => new() { Match = match, Status = 429, RetryAfter = 1 };

    /// <summary>An address of this machine where nobody listens.</summary>
    protected static Uri Nowhere()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var point = listener.LocalEndpoint;
        listener.Stop();
        return new Uri($"http://{point}");
    }
}
