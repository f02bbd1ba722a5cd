using EdgeProvision.Engine;
using EdgeProvision.Engine.Execution;
using EdgeProvision.Engine.Execution.Locking;
using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Engine.Providers.Origins;
using EdgeProvision.Engine.Providers.Registry;
using EdgeProvision.Engine.Requests;
using EdgeProvision.Engine.Settings;
using EdgeProvision.Model;
using EdgeProvision.ModelledWorld.Tests.Clock;
using EdgeProvision.ModelledWorld.Tests.Hosts;

namespace EdgeProvision.ModelledWorld.Tests.World;

/// <summary>One process that runs the engine, on a machine of the modelled world. It can be killed at any call to the outside.</summary>
internal sealed class EngineProcess
{
    private readonly TheWorld _world;
    private readonly ProcessClock _clock;
    private readonly TaskCompletionSource _killed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly InProcessHandler _frontEnd;
    private readonly ProviderRouting _providers;
    private EdgeEngine? _engine;

    public EngineProcess(TheWorld world, string machine, int id)
    {
        _world = world;
        _clock = new ProcessClock(world.Clock);
        Id = id;
        Identity = new ProcessIdentity(machine, $"boot-{machine}", "pid:[1]", id, $"{id}000");
        Calls = new OutsideCalls(world.Clock, () =>
        {
            _clock.Kill();
            world.Bury(Id);
            _killed.TrySetResult();
        });
        _frontEnd = new InProcessHandler("frontend", world.FrontEnd, Calls);
        var providers = new Dictionary<string, InProcessHandler>
        {
            ["packet.modelled"] = new("packet", world.Sandbox.Packet, Calls), ["redfish.modelled"] = new("redfish", world.Sandbox.Redfish!, Calls),
        };
        if (world.Sandbox.Ec2 is { } ec2)
            providers["ec2.modelled"] = new InProcessHandler("ec2", ec2, Calls);
        _providers = new ProviderRouting(providers);
        Events = new EventList(world.Clock);
    }

    public int Id { get; }

    public ProcessIdentity Identity { get; }

    public OutsideCalls Calls { get; }

    public EventList Events { get; }

    public Answers Answers { get; } = new();

    /// <summary>Where the process comes from, so that instances at EC2 are reached only where their groups let that in; null where nothing is held up.</summary>
    public string? Address { get; init; }

    public EngineTimings Timings { get; init; } = new();

    public IHostEnvironment Machine { get; init; } = new ModelledEnvironment(TheWorld.KeyPath, TheWorld.KeyText);

    public ICredentialDoor Credentials { get; init; } = ClosedCredentialDoor.Instance;

    /// <summary>Told of the wire.</summary>
    public Action<string>? Trace { get; init; }

    /// <summary>True when it was killed.</summary>
    public bool IsDead => _killed.Task.IsCompleted;

    /// <summary>The most calls to the front-end at once.</summary>
    public int MostFrontEndConnections => _frontEnd.MostOpen;

    public async Task<EdgeEngine> EngineAsync() => _engine ??= await EdgeEngine.ConnectAsync(
        new EngineOptions
        {
            ContentDirectory = TheWorld.Content,
            WorkingDirectory = _world.Folder,
            Machine = Machine,
            Credentials = Credentials,
            Trace = (_, text) => Trace?.Invoke(text),
            Time = _clock,
            Timings = Timings,
            Processes = new ModelledProcessTable(Identity, _world.Dead),
            FrontEndHandler = _frontEnd,
            ProviderHandler = _providers,
            HostConnector = new ModelledConnector(_world.Room, _clock, Calls, Address is { } own ? () => ModelledGroups.LetIn(_world.Sandbox.Ec2Emulator!, own) : null),
            Network = Address is { } address ? new ModelledNetwork(address) : new NetworkView(),
        },
        new FrontEndChoice { Endpoint = TheWorld.FrontEndEndpoint, Session = TheWorld.Session },
        CancellationToken.None);

    /// <summary>Runs an operation; null when the process was killed meanwhile.</summary>
    public async Task<OperationResult?> RunAsync(OperationRequest request, CancellationToken cancellationToken = default)
    {
        var work = RunToEndAsync(request, cancellationToken);
        await Task.WhenAny(work, _killed.Task);
        return IsDead ? null : await work;
    }

    private async Task<OperationResult?> RunToEndAsync(OperationRequest request, CancellationToken cancellationToken) =>
        await (await EngineAsync()).RunAsync(request, Events, Answers, cancellationToken);
}
