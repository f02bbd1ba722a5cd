using EdgeProvision.Sandbox.Ec2.Network;
using EdgeProvision.Sandbox.Ec2.Resources;
using EdgeProvision.Sandbox.Ec2.Volumes;
using EdgeProvision.Sandbox.Hosts;

namespace EdgeProvision.Sandbox.Ec2.Instances;

/// <summary>A rented machine. Guarded by the gate of the <see cref="Ec2Store"/>.</summary>
internal sealed class Instance : Ec2Resource
{
    private readonly List<(DateTimeOffset Since, string State)> _history = [];
    private readonly List<(DateTimeOffset Since, string Line)> _console = [];
    private readonly TimeSpan _shownFor;

    public Instance(Reservation reservation, RunOrder order, NetworkInterface card, DateTimeOffset now, TimeSpan terminatedShownFor)
        : base(ResourceKind.Instance, now)
    {
        (Reservation, Order, Interface, _shownFor) = (reservation, order, card, terminatedShownFor);
        Index = reservation.Instances.Count;
        (IsProtected, ShutdownBehavior) = (order.IsProtected, order.ShutdownBehavior);
        LaunchedAt = now;
        reservation.Instances.Add(this);
        Enter(InstanceState.Pending, StateReason.Pending, now);
    }

    public Reservation Reservation { get; }

    public int Index { get; }

    public RunOrder Order { get; }

    public NetworkInterface Interface { get; }

    /// <summary>The disks that it was made with.</summary>
    public IReadOnlyList<Volume> Volumes { get; set; } = [];

    /// <summary>When it was last started.</summary>
    public DateTimeOffset LaunchedAt { get; set; }

    /// <summary>When it was last running; its status checks count from there.</summary>
    public DateTimeOffset RunningSince { get; set; }

    /// <summary>A call must not terminate it.</summary>
    public bool IsProtected { get; set; }

    public string ShutdownBehavior { get; set; }

    public string? UserData => Order.UserData;

    /// <summary>Its machine stays dark, whatever the state says.</summary>
    public bool IsMute { get; set; }

    public StateReason? Reason { get; private set; }

    /// <summary>Null until the machine's addresses are known.</summary>
    public Machine? Machine { get; set; }

    /// <summary>Ends what is under way for this instance, because it is being terminated.</summary>
    public CancellationTokenSource Ending { get; } = new();

    /// <summary>The last of the jobs at the machine: each starts when the one before it is through.</summary>
    public Task Work { get; set; } = Task.CompletedTask;

    public string State => _history[^1].State;

    /// <summary>When it entered its state.</summary>
    public DateTimeOffset ChangedAt => _history[^1].Since;

    public bool IsEnding => State is InstanceState.ShuttingDown or InstanceState.Terminated;

    /// <summary>Whether a public address of the service's leads to it.</summary>
    public bool IsReachable => State is not (InstanceState.Stopped or InstanceState.Terminated);

    /// <summary>A terminated instance is shown for a while, and unknown then.</summary>
    public override bool IsThereAt(DateTimeOffset moment) =>
        base.IsThereAt(moment) && !(State == InstanceState.Terminated && _history[^1].Since + _shownFor <= moment);

    public void Enter(string state, StateReason? reason, DateTimeOffset now)
    {
        _history.Add((now, state));
        Reason = reason;
    }

    /// <summary>The state that whoever lags behind sees.</summary>
    public string StateAt(DateTimeOffset moment) =>
        _history.FindLast(entry => entry.Since <= moment).State ?? InstanceState.Pending;

    public void Print(string line, DateTimeOffset now) => _console.Add((now, line));

    /// <summary>What its console has shown, or null when nothing.</summary>
    public string? Console => _console.Count == 0 ? null : string.Concat(_console.Select(entry => entry.Line + "\r\n"));

    public DateTimeOffset ConsoleChangedAt => _console.Count == 0 ? CreatedAt : _console[^1].Since;
}
