using EdgeProvision.Engine.Requests;
using EdgeProvision.Model;
using EdgeProvision.ModelledWorld.Tests.Clock;
using EdgeProvision.ModelledWorld.Tests.Hosts;
using EdgeProvision.Sandbox.Ec2;
using EdgeProvision.Sandbox.Http;
using EdgeProvision.Sandbox.OpenNebula;
using EdgeProvision.Sandbox.Packet;
using EdgeProvision.Sandbox.Redfish;
using EdgeProvision.Sandbox.Sessions;

namespace EdgeProvision.ModelledWorld.Tests.World;

/// <summary>
/// A whole world in this process: front-end, provider and hosts, on one virtual clock, and engine processes that come and go.
/// </summary>
internal sealed class TheWorld : IAsyncDisposable
{
    public const string FrontEndEndpoint = "http://localhost:2633/RPC2";
    public const string Session = "oneadmin:secret";
    public const string KeyPath = "/sandbox/key";

    private static readonly SessionKey Key = SessionKey.Make("modelled world");
    private readonly HashSet<int> _dead = [];
    private int _lastProcess = 100;

    public TheWorld(
        FrontEndRelease release = FrontEndRelease.V6_10, TimeSpan? settle = null, int seed = 1, Func<FrontEndOptions, FrontEndOptions>? frontEnd = null, EngineRegistry? registry = null, EngineHooks? hooks = null,
        bool hasEc2 = false)
    {
        registry?.World = this;
        hooks?.World = this;
        Room = new ModelledRoom(Clock);
        Sandbox = new SandboxWorld(Room, Clock, new SandboxWorldOptions
        {
            Id = "modelled",
            Packet = new PacketOptions { Tenants = [new PacketTenant(Token, Project, "modelled")] },
            FrontEnd = (frontEnd ?? (o => o))(new FrontEndOptions { Release = release, Password = "secret", SshPublicKey = Key.PublicLine, MachineHooks = hooks }),
            AddressRegistry = registry,
            PacketEndpoint = "http://packet.modelled",
            Redfish = new RedfishOptions("sandbox", StandingPassword),
            RedfishEndpoint = "http://redfish.modelled",
            // Calls are signed by the real clock, whatever the world's says.
            Ec2 = hasEc2 ? new Ec2Options { Tenants = [new Ec2Tenant(Ec2Access, Token, "111111111111")], Regions = [Region], SignatureWindow = Timeout.InfiniteTimeSpan, Throttles = false } : null,
            Ec2Endpoint = "http://ec2.modelled",
            SshPrivateKey = KeyPath,
            SshPublicKey = KeyPath + ".pub",
            RepositoryBase = "file:///repository",
            ControlToken = ControlToken,
            Seed = seed,
            SettleTime = settle ?? TimeSpan.FromSeconds(3),
        });
        Folder = Directory.CreateTempSubdirectory("modelled-world-").FullName;
    }

    /// <summary>False: the front-end does not say that it is a sandbox's, so that settings come from where they come from in the real world.</summary>
    public bool IsSandbox { get; init; } = true;

    /// <summary>The front-end as processes reach it.</summary>
    public IHttpApp FrontEnd => IsSandbox ? Sandbox.FrontEnd : new SilentAboutSandbox(Sandbox.FrontEnd);

    public const string Token = "token";
    public const string Ec2Access = "AKIDMODELLED";
    public const string StandingPassword = "standing-password";
    public const string Project = "c0ffee00-0000-4000-8000-000000000001";

    public const string ControlToken = "control";
    public const string Region = "eu-central-1";

    public static string KeyText => Key.PrivatePem;

    /// <summary>The public half, which machines accept.</summary>
    public static string PublicKeyLine => Key.PublicLine;

    /// <summary>Where the shipped playbooks and roles are.</summary>
    public static string Content { get; } = FindContent();

    public VirtualClock Clock { get; } = new();

    public ModelledRoom Room { get; }

    public SandboxWorld Sandbox { get; }

    public IReadOnlySet<int> Dead => _dead;

    /// <summary>Where descriptors are written.</summary>
    public string Folder { get; }

    /// <summary>A new process.</summary>
    public EngineProcess Start(string machine = "workstation", string? address = null) => new(this, machine, Interlocked.Increment(ref _lastProcess)) { Address = address };

    /// <summary>Somebody else at the front-end, who works by hand.</summary>
    public Engine.OpenNebula.FrontEndClient Administrator() => new(new Engine.OpenNebula.FrontEndOptions
    {
        Endpoint = new Uri(FrontEndEndpoint),
        Session = Session,
        Handler = new InProcessHandler("frontend", FrontEnd, new OutsideCalls(Clock, () => { })),
        Time = Clock,
    });

    /// <summary>Lets time pass until the work is done; at most some hours of it.</summary>
    public Task<T> RunAsync<T>(Func<Task<T>> work) => Clock.RunAsync(work, TimeSpan.FromHours(6));

    /// <summary>One operation in a process of its own.</summary>
    public Task<OperationResult?> RunAsync(OperationRequest request) => RunAsync(() => Start().RunAsync(request));

    /// <summary>Lets so much time pass.</summary>
    public Task PassAsync(TimeSpan span) => RunAsync(async () => { await Task.Delay(span, Clock); return 0; });

    public string Write(string name, string text)
    {
        var path = Path.Combine(Folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    public void Bury(int process) => _dead.Add(process);

    public async ValueTask DisposeAsync()
    {
        await RunAsync(async () => { await Sandbox.DisposeAsync(); return 0; });
        Directory.Delete(Folder, recursive: true);
    }

    private static string FindContent()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (Directory.Exists(Path.Combine(folder, "src", "playbooks")))
                return Path.Combine(folder, "src");
        }

        throw new DirectoryNotFoundException("The shipped playbooks are not above the tests.");
    }
}
