using EdgeProvision.Engine.Admission;
using EdgeProvision.Engine.Providers;
using EdgeProvision.Engine.Providers.Addresses;
using EdgeProvision.Engine.Providers.Catalogs;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Tests.Execution;

/// <summary>A provider that does what the test says and remembers what it was asked.</summary>
internal sealed class ScriptedDriver(TimeProvider time) : IProviderDriver
{
    private readonly Lock _lock = new();

    public string Name => "packet";

    public TimeSpan SettleWindow { get; init; } = TimeSpan.FromSeconds(120);

    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(5);

    public TimeSpan CreateGrace { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Runs while a create is under way.</summary>
    public Func<Task> WhileCreating { get; set; } = () => Task.CompletedTask;

    public DateTimeOffset? ServiceTime { get; set; }

    /// <summary>What exists at the provider.</summary>
    public List<Device> Devices { get; } = [];

    /// <summary>One entry a create, in order; when they are used up a create simply succeeds.</summary>
    public Queue<Func<DeviceRequest, CreateResult>> Creates { get; } = new();

    public List<DeviceRequest> Asked { get; } = [];

    /// <summary>What the service remembers of orders.</summary>
    public Func<DeviceRequest, Device?> Ordered { get; set; } = _ => null;

    public Task<Device?> FindOrderedAsync(DeviceRequest request, CancellationToken cancellationToken) => Task.FromResult(Ordered(request));

    public List<DateTimeOffset> AskedAt { get; } = [];

    public List<DateTimeOffset> ListedAt { get; } = [];

    public List<string> Deleted { get; } = [];

    public List<(string Id, PowerAction Action)> Powered { get; } = [];

    /// <summary>Runs before each list, while it is under way.</summary>
    public Func<Task> BeforeList { get; set; } = () => Task.CompletedTask;

    /// <summary>Runs when a device is asked to be deleted.</summary>
    public Func<string, Task>? OnDelete { get; set; }

    /// <summary>Runs before a device is read.</summary>
    public Action<string>? OnGet { get; set; }

    public Device Make(string id, string? edgeKey, DeviceState state = DeviceState.Active, int age = 0, string? address = "198.51.100.7") =>
        new(id, state, state.ToString(), edgeKey, "host", time.GetUtcNow() - TimeSpan.FromSeconds(age), address, "10.0.0.7", "am6", null);

    public Device Add(string id, string? edgeKey, DeviceState state = DeviceState.Active, int age = 0, string? address = "198.51.100.7")
    {
        var device = Make(id, edgeKey, state, age, address);
        lock (_lock)
            Devices.Add(device);
        return device;
    }

    /// <summary>A machine that somebody has made after one of ours.</summary>
    public Device AddCopy(string id, string key)
    {
        var device = Make(id, null) with { CopyOf = key };
        lock (_lock)
            Devices.Add(device);
        return device;
    }

    public void Become(string id, DeviceState state)
    {
        lock (_lock)
        {
            var at = Devices.FindIndex(d => d.Id == id);
            Devices[at] = Devices[at] with { State = state, ProviderState = state.ToString() };
        }
    }

    /// <summary>What it offers, by key.</summary>
    public Dictionary<string, Catalog> Catalogs { get; } = [];

    public List<string> CatalogsRead { get; } = [];

    /// <summary>Runs before a catalogue is answered.</summary>
    public Func<CancellationToken, Task> OnReadCatalog { get; set; } = _ => Task.CompletedTask;

    public IReadOnlyCollection<CatalogKey> CatalogKeys =>
        [new("plan", CatalogTopic.Hardware), new("os", CatalogTopic.Image), new("facility", CatalogTopic.Location), new("metro", CatalogTopic.Location)];

    public async Task<Catalog?> ReadCatalogAsync(string key, CancellationToken cancellationToken)
    {
        lock (_lock)
            CatalogsRead.Add(key);
        await OnReadCatalog(cancellationToken);
        return Catalogs.GetValueOrDefault(key);
    }

    /// <summary>What the project has reserved; null for a service that does not tell.</summary>
    public IReadOnlyList<ReservedHardware>? Reserved { get; set; }

    public async Task<IReadOnlyList<ReservedHardware>?> ReadReservedAsync(CancellationToken cancellationToken)
    {
        await OnReadCatalog(cancellationToken);
        return Reserved;
    }

    /// <summary>What is done to devices, look by look; the last answer stays.</summary>
    public Queue<Func<IReadOnlyList<DeviceEvent>>> DeviceEvents { get; } = new();

    public int EventLooks { get; private set; }

    public Task<IReadOnlyList<DeviceEvent>> ReadEventsAsync(string deviceId, CancellationToken cancellationToken)
    {
        EventLooks++;
        return Task.FromResult(DeviceEvents.Count == 0 ? [] : DeviceEvents.Count > 1 ? DeviceEvents.Dequeue()() : DeviceEvents.Peek()());
    }

    /// <summary>True for a service that answers a change of a device's end, and keeps what it had.</summary>
    public bool KeepsEnds { get; set; }

    public List<DateTimeOffset?> EndsAsked { get; } = [];

    public Task<Device> SetEndAsync(string deviceId, DateTimeOffset? endsAt, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            EndsAsked.Add(endsAt);
            var at = Devices.FindIndex(d => d.Id == deviceId);
            if (!KeepsEnds)
                Devices[at] = Devices[at] with { EndsAt = endsAt };
            return Task.FromResult(Devices[at]);
        }
    }

    /// <summary>What it was asked to let in.</summary>
    public List<AdmissionWish> Wishes { get; } = [];

    /// <summary>Whether there is anything to change for that.</summary>
    public bool ChangesAdmission { get; set; } = true;

    public Task<bool> SetAdmissionAsync(string provisionId, AdmissionWish wish, CancellationToken cancellationToken)
    {
        Wishes.Add(wish);
        return Task.FromResult(ChangesAdmission);
    }

    /// <summary>What it was asked to let in of the overlay, a line for each time.</summary>
    public List<string> Members { get; } = [];

    public Task AdmitMembersAsync(string provisionId, IReadOnlyCollection<string> addresses, CancellationToken cancellationToken)
    {
        Members.Add($"also {string.Join(' ', addresses)}");
        return Task.CompletedTask;
    }

    public Task<bool> SetMembersAsync(string provisionId, IReadOnlyCollection<string> addresses, CancellationToken cancellationToken)
    {
        Members.Add($"only {string.Join(' ', addresses)}");
        return Task.FromResult(ChangesAdmission);
    }

    /// <summary>What it rents beside machines; null for nothing.</summary>
    public IAddressDriver? Addresses { get; set; }

    /// <summary>What its network's end comes to.</summary>
    public EdgeException? SurroundingsError { get; set; }

    public Task<bool> RemoveSurroundingsAsync(string provisionId, CancellationToken cancellationToken) => SurroundingsError is null ? Task.FromResult(true) : Task.FromException<bool>(SurroundingsError);

    /// <summary>Disks that there are, at machines or not.</summary>
    public HashSet<string> Disks { get; } = [];

    public Task<bool> HasDiskAsync(string diskId, CancellationToken cancellationToken) => Task.FromResult(Disks.Contains(diskId));

    public Task DeleteDiskAsync(string diskId, CancellationToken cancellationToken)
    {
        Disks.Remove(diskId);
        return Task.CompletedTask;
    }

    /// <summary>What carries our tags, look by look; the last answer stays.</summary>
    public Queue<IReadOnlyList<TaggedItem>> Tagged { get; } = new();

    /// <summary>Runs before each of those looks.</summary>
    public Action OnListTagged { get; set; } = () => { };

    public Task<IReadOnlyList<TaggedItem>> ListTaggedAsync(CancellationToken cancellationToken)
    {
        OnListTagged();
        return Task.FromResult(Tagged.Count > 1 ? Tagged.Dequeue() : Tagged.Peek());
    }

    public async Task<IReadOnlyList<Device>> ListDevicesAsync(string provisionId, CancellationToken cancellationToken)
    {
        lock (_lock)
            ListedAt.Add(time.GetUtcNow());
        List<Device> seen;
        lock (_lock)
            seen = [.. Devices.Where(d => (d.EdgeKey ?? d.CopyOf)?.StartsWith(provisionId, StringComparison.Ordinal) ?? false)];
        await BeforeList();
        return seen;
    }

    public Task<Device?> GetDeviceAsync(string deviceId, CancellationToken cancellationToken)
    {
        OnGet?.Invoke(deviceId);
        lock (_lock)
            return Task.FromResult(Devices.FirstOrDefault(d => d.Id == deviceId));
    }

    public Task<bool> IsListedAsync(string deviceId, CancellationToken cancellationToken)
    {
        lock (_lock)
            return Task.FromResult(Devices.Any(d => d.Id == deviceId));
    }

    public async Task<CreateResult> CreateDeviceAsync(DeviceRequest request, CancellationToken cancellationToken)
    {
        Func<DeviceRequest, CreateResult>? next;
        lock (_lock)
        {
            Asked.Add(request);
            AskedAt.Add(time.GetUtcNow());
            Creates.TryDequeue(out next);
        }

        await WhileCreating();
        return next?.Invoke(request) ?? new CreateResult.Created(Add($"new-{Asked.Count}", request.EdgeKey, DeviceState.Pending));
    }

    public async Task DeleteDeviceAsync(string deviceId, CancellationToken cancellationToken)
    {
        lock (_lock)
            Deleted.Add(deviceId);
        if (OnDelete is not null)
            await OnDelete(deviceId);
        lock (_lock)
            Devices.RemoveAll(d => d.Id == deviceId);
    }

    public Task TagDeviceAsync(string deviceId, string provisionId, string edgeKey, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var at = Devices.FindIndex(d => d.Id == deviceId);
            Devices[at] = Devices[at] with { EdgeKey = edgeKey };
        }

        return Task.CompletedTask;
    }

    public Task PowerAsync(string deviceId, PowerAction action, CancellationToken cancellationToken)
    {
        lock (_lock)
            Powered.Add((deviceId, action));
        return Task.CompletedTask;
    }
}
