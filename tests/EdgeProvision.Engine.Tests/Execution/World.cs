using System.Collections.Immutable;
using EdgeProvision.Engine.Execution;
using EdgeProvision.Engine.Execution.Access;
using EdgeProvision.Engine.Execution.Boards;
using EdgeProvision.Engine.Execution.Preparation;
using EdgeProvision.Engine.Observation;
using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Engine.Operations;
using EdgeProvision.Engine.Planning;
using EdgeProvision.Engine.Providers;
using EdgeProvision.Engine.Records;
using EdgeProvision.Engine.Requests;
using EdgeProvision.Engine.Tests.Descriptors;
using EdgeProvision.Engine.Tests.OpenNebula;
using EdgeProvision.Model;
using Microsoft.Extensions.Time.Testing;

namespace EdgeProvision.Engine.Tests.Execution;

/// <summary>Everything that one step needs, in memory and in virtual time.</summary>
internal sealed class World
{
    public const string ProvisionId = "11111111-2222-3333-4444-555555555555";
    private readonly CancellationTokenSource _late;
    private CancellationToken _stop = TestContext.Current.CancellationToken;

    public World(OperationRequest? request = null, Descriptor? desired = null, ObservedProvision? observed = null, bool hasOverlay = true, FrontEndConfiguration? configuration = null,
        string? token = null, string driver = "packet", string? oneadmin = null)
    {
        Time = new FakeTimeProvider(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));
        _late = new CancellationTokenSource(Timeout.InfiniteTimeSpan, Time);
        Driver = new ScriptedDriver(Time);
        FrontEnd = new FakeFrontEnd { Answer = (call, _) => Task.FromResult(Respond(call)) };
        Playbooks = new ScriptedPlaybooks(hasOverlay);
        observed ??= new ObservedProvision { Name = "edge", Id = ProvisionId };
        Record = new RecordStore(observed.Record);
        var access = new ProviderAccess(
            new ProviderSettings(driver, new Uri("http://provider.example/"), token is null ? new Dictionary<string, string>() : new() { ["packet_token"] = token }, "project", null, null),
            Driver, new DeviceBoard(Driver, ProvisionId));
        var hosts = new Dictionary<string, HostWork>(StringComparer.Ordinal);
        foreach (var host in desired?.Hosts ?? [])
            hosts[host.Key] = new HostWork(host.Key, host, observed.Host(host.Key));
        foreach (var host in observed.Hosts.Where(h => !hosts.ContainsKey(h.Key)))
            hosts[host.Key] = new HostWork(host.Key, null, host);
        Scope = new OperationScope
        {
            Request = request ?? new CreateRequest("d.yaml"),
            OperationId = "op-1",
            Name = observed.Name,
            ProvisionId = ProvisionId,
            Desired = desired,
            DescriptorText = desired is null ? null : "name: edge\n",
            Observed = observed,
            Going = request is DeleteHostsRequest some
                ? new RemovalExtent(some.HostIds.ToHashSet(), new HashSet<int>(), new HashSet<int>())
                : new RemovalExtent(observed.Hosts.Select(h => h.Id).ToHashSet(), observed.Datastores.Select(d => d.Id).ToHashSet(), observed.Networks.Select(n => n.Id).ToHashSet()),
            FrontEnd = new FrontEndClient(FrontEnd.Options(Time)).WithGate(token => Gate(token)),
            Configuration = configuration ?? Configuration(new FrontEndRelease(6, 10, 5)),
            Gate = token => Gate(token),
            Record = Record,
            Providers = token is null ? new Dictionary<string, ProviderAccess> { [driver] = access, ["fake"] = access } : new() { [driver] = access },
            Hosts = hosts,
            Boards = new OperationBoards(new ReferenceBoard(ProvisionId, observed.Name), new PeerBoard()),
            HostAccess = new HostAccess(Connector, new SshKeys(new MemoryMachine(), null), new ScriptedQuestions(), new FrontEndKnownHosts(oneadmin, isSandbox: oneadmin is null)),
            Playbooks = Playbooks,
            Late = _late.Token,
            Timings = new EngineTimings(),
            Time = Time,
            Report = e =>
            {
                lock (Events)
                    Events.Add(e);
            },
            Entry = Entry("op-1", OperationOutcome.Running),
            FallbackVariables = new Dictionary<string, object?>(),
            Secrets = new Dictionary<string, string>(),
            ClusterId = 100,
        };
    }

    public FakeTimeProvider Time { get; }

    public ScriptedDriver Driver { get; }

    public FakeFrontEnd FrontEnd { get; }

    public ScriptedConnector Connector { get; } = new();

    public ScriptedPlaybooks Playbooks { get; }

    public RecordStore Record { get; }

    public OperationScope Scope { get; }

    public List<OperationEvent> Events { get; } = [];

    /// <summary>What the gate does; it lets everything pass unless the test says otherwise.</summary>
    public Func<CancellationToken, ValueTask> Gate { get; set; } = _ => ValueTask.CompletedTask;

    /// <summary>Stops what runs.</summary>
    public CancellationToken Stop
    {
        get => _stop;
        set
        {
            _stop = value;
            value.UnsafeRegister(_ => _late.CancelAfter(Scope.Timings.StopGrace), null);
        }
    }

    /// <summary>What the front-end answers; ids and empty pools unless the test says otherwise.</summary>
    public Func<SentCall, HttpResponseMessage> Respond { get; set; } = Accept;

    public IEnumerable<SentCall> Writes(string method) => FrontEnd.Calls.Where(c => c.Method == method);

    public IEnumerable<string> Messages => Events.OfType<OperationEvent.Message>().Select(m => m.Text);

    /// <summary>EDGE_REQUEST as each update of a host wrote it, and whether the update had a device's id.</summary>
    public IReadOnlyList<string> Requests => [.. Writes("one.host.update")
        .Select(c => c.Arguments[2])
        .Where(t => t.Contains("EDGE_REQUEST", StringComparison.Ordinal))
        .Select(t => t.Split("EDGE_REQUEST=\"")[1].Split('"')[0] + (t.Contains("DEPLOY_ID", StringComparison.Ordinal) ? " with id" : ""))];

    public StepContext Context(string hostKey, StepKind kind = StepKind.RentDevice) => new(
        new PlannedStep(new PlanStep($"host/{hostKey}/x", kind.ToString(), hostKey, "do it", PlanEffect.Change, []) { HostKey = hostKey }, kind) { ObjectId = Scope.Hosts[hostKey].HostId },
        Scope, Scope.Report, Stop);

    public static HttpResponseMessage Accept(SentCall call) => call.Method switch
    {
        "one.hostpool.info" => FakeFrontEnd.Success("<HOST_POOL/>"),
        "one.clusterpool.info" => FakeFrontEnd.Success("<CLUSTER_POOL/>"),
        "one.datastorepool.info" => FakeFrontEnd.Success("<DATASTORE_POOL/>"),
        "one.vnpool.info" => FakeFrontEnd.Success("<VNET_POOL/>"),
        "one.documentpool.info" => FakeFrontEnd.Success("<DOCUMENT_POOL/>"),
        "one.templatepool.info" => FakeFrontEnd.Success("<VMTEMPLATE_POOL/>"),
        _ => FakeFrontEnd.SuccessId(7),
    };

    public static Descriptor Descriptor(string hosts = "a", string more = "") => Loading.Load(DescriptorText(hosts, more)).Descriptor;

    public static string DescriptorText(string hosts = "a", string more = "") => $$"""
        name: edge
        defaults:
          connection: {private_key: /keys/id}
          provision: {driver: packet, packet_token: TOKEN, packet_project: project, facility: am6, plan: p, os: o}
        hosts:
        {{string.Join('\n', hosts.Split(' ').Select(h => $"  - {{im_mad: kvm, vm_mad: kvm, provision: {{hostname: {h}}}}}"))}}
        {{more}}
        """;

    /// <summary>A front-end that lists these attributes as encrypted: its key is another matter.</summary>
    public static FrontEndConfiguration Configuration(FrontEndRelease release, params (FrontEndObjectKind Kind, string[] Attributes)[] encrypted) => new(
        release, true, encrypted.ToImmutableDictionary(e => e.Kind, e => e.Attributes.ToImmutableArray()), FrontEndDrivers.Unknown, null);

    public static string KeyOf(string host) => EdgeAttribute.HostKey(ProvisionId, host);

    public static Operation Entry(string id, OperationOutcome outcome) => new()
    {
        Id = id, Verb = "create", Provision = "edge", User = "oneadmin", Machine = "box", StartedAt = new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero), Outcome = outcome,
    };
}
