using EdgeProvision.Sandbox.Hosts;

namespace EdgeProvision.Sandbox.Packet;

/// <summary>A rented device. Guarded by the lock of the <see cref="PacketStore"/> that holds it.</summary>
internal sealed class PacketDevice
{
    private readonly List<(DateTimeOffset Since, string State)> _history = [];

    public PacketDevice(string id, string shortId, PacketTenant tenant, DeviceRequest request, DateTimeOffset now)
    {
        Id = id;
        ShortId = shortId;
        Tenant = tenant;
        Request = request;
        Hostname = request.Hostname;
        Tags = request.Tags;
        Description = request.Description;
        CustomData = request.CustomData;
        Locked = request.Locked;
        TerminationTime = request.TerminationTime;
        CreatedAt = now;
        Enter(DeviceState.Queued, now);
    }

    public string Id { get; }

    public string ShortId { get; }

    public PacketTenant Tenant { get; }

    public DeviceRequest Request { get; }

    public DateTimeOffset CreatedAt { get; }

    public DateTimeOffset UpdatedAt { get; private set; }

    public string Hostname { get; set; }

    public string? Description { get; set; }

    public string? CustomData { get; set; }

    public bool Locked { get; set; }

    public IReadOnlyList<string> Tags { get; set; }

    /// <summary>When it is deprovisioned without anybody asking for it.</summary>
    public DateTimeOffset? TerminationTime { get; set; }

    /// <summary>Percent, as the API shows it while a device is on its way.</summary>
    public double Progress { get; set; }

    /// <summary>Null until the machine's addresses are known.</summary>
    public Machine? Machine { get; set; }

    public List<DeviceEvent> Events { get; } = [];

    /// <summary>Ends what is under way for this device, because it is being deleted.</summary>
    public CancellationTokenSource Ending { get; } = new();

    /// <summary>The last of the jobs at the machine: each starts when the one before it is through.</summary>
    public Task Work { get; set; } = Task.CompletedTask;

    public string State => _history[^1].State;

    public void Enter(string state, DateTimeOffset now)
    {
        _history.Add((now, state));
        UpdatedAt = now;
    }

    /// <summary>The state at a moment in the past, or null when there was no such device then: what a list that lags shows.</summary>
    public string? StateAt(DateTimeOffset moment)
    {
        for (var i = _history.Count - 1; i >= 0; i--)
        {
            if (_history[i].Since <= moment)
                return _history[i].State;
        }

        return null;
    }
}
