using EdgeProvision.Engine.Execution.Access;
using EdgeProvision.Engine.Execution.Boards;
using EdgeProvision.Engine.Execution.Preparation;
using EdgeProvision.Engine.Execution.Purchases;
using EdgeProvision.Engine.Hosts;
using EdgeProvision.Engine.Observation;
using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Engine.Operations;
using EdgeProvision.Engine.Records;
using EdgeProvision.Engine.Requests;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Execution;

/// <summary>Everything that the steps of one operation work with.</summary>
public sealed class OperationScope
{
    /// <summary>What was asked for.</summary>
    public required OperationRequest Request { get; init; }

    /// <summary>A UUID.</summary>
    public required string OperationId { get; init; }

    /// <summary>The provision's name.</summary>
    public required string Name { get; init; }

    /// <summary>The provision's UUID.</summary>
    public required string ProvisionId { get; init; }

    /// <summary>The descriptor, or null for operations that have none.</summary>
    public Descriptor? Desired { get; init; }

    /// <summary>The descriptor's text as the record keeps it, or null.</summary>
    public string? DescriptorText { get; init; }

    /// <summary>What was observed after the lock was taken.</summary>
    public required ObservedProvision Observed { get; init; }

    /// <summary>What the plan removes.</summary>
    public required RemovalExtent Going { get; init; }

    /// <summary>The front-end; its writes pass the gate.</summary>
    public required FrontEndClient FrontEnd { get; init; }

    /// <summary>What the front-end says of itself.</summary>
    public required FrontEndConfiguration Configuration { get; init; }

    /// <summary>The gate, for changes that go not through the front-end's client.</summary>
    public required Func<CancellationToken, ValueTask> Gate { get; init; }

    /// <summary>The provision's record.</summary>
    public required RecordStore Record { get; init; }

    /// <summary>Providers by driver name.</summary>
    public required IReadOnlyDictionary<string, ProviderAccess> Providers { get; init; }

    /// <summary>Hosts by member key.</summary>
    public required IReadOnlyDictionary<string, HostWork> Hosts { get; init; }

    /// <summary>What the hosts share.</summary>
    public required OperationBoards Boards { get; init; }

    /// <summary>The way to hosts.</summary>
    public required HostAccess HostAccess { get; init; }

    /// <summary>What providers let in of the overlay.</summary>
    public OverlayAdmission Overlay { get; } = new();

    /// <summary>Playbooks and roles.</summary>
    public required IPlaybooks Playbooks { get; init; }

    /// <summary>Fires a while after a stop was asked for: then even what has happened outside is no longer written down.</summary>
    public CancellationToken Late { get; init; }

    /// <summary>Spans.</summary>
    public required EngineTimings Timings { get; init; }

    /// <summary>Clock.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>Where events go.</summary>
    public required Action<OperationEvent> Report { get; init; }

    /// <summary>The cluster's id, -1 before it is known.</summary>
    public int ClusterId { get; set; } = -1;

    /// <summary>The entry of this operation in the record.</summary>
    public required Operation Entry { get; init; }

    /// <summary>Defaults that lie below the descriptor's configuration: the front-end's release, oneadmin's key, a sandbox's repository.</summary>
    public required IReadOnlyDictionary<string, object?> FallbackVariables { get; init; }

    /// <summary>Secrets kept with the provision, by driver or host and key.</summary>
    public required IReadOnlyDictionary<string, string> Secrets { get; init; }

    /// <summary>The device list of a driver's provider.</summary>
    public ProviderAccess Provider(string driver) =>
        Providers.TryGetValue(driver, out var access)
            ? access
            : throw new EdgeException("ProviderUnknown", ErrorKind.NotSupported, $"No driver named '{driver}' is known.") { Target = driver };

    /// <summary>Orders of machines that a stop has to wait for.</summary>
    public UnansweredOrders Orders { get; } = new();

    /// <summary>Tells the user something.</summary>
    public void Say(MessageLevel level, string text) => Report(new OperationEvent.Message(level, text));
}
