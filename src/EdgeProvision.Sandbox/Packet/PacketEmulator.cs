using System.Text.Json.Nodes;
using EdgeProvision.Sandbox.Addresses;
using EdgeProvision.Sandbox.Hosts;
using EdgeProvision.Sandbox.Http;
using EdgeProvision.Sandbox.Purchases;

namespace EdgeProvision.Sandbox.Packet;

/// <summary>
/// The Packet API v1, as strict as the real one was: what it accepts, a real account would have accepted. Its machines come out
/// of the room that it is given.
/// </summary>
public sealed class PacketEmulator : IHttpApp, IAsyncDisposable
{
    private readonly PacketStore _store;
    private readonly DeviceLifecycle _lifecycle;
    private readonly RateMeter _meter;
    private readonly DeviceCalls _devices;
    private readonly AddressCalls _addresses;
    private readonly CapacityCalls _capacity;
    private readonly ReservedCalls _reserved;
    private readonly SshKeyCalls _sshKeys;

    /// <summary>Makes a service without devices.</summary>
    /// <param name="room">Where its machines stand.</param>
    /// <param name="timeProvider">The clock of everything that takes time.</param>
    /// <param name="options">How it behaves.</param>
    /// <param name="router">Where reserved addresses are routed; without one they are numbers only.</param>
    public PacketEmulator(IMachineRoom room, TimeProvider timeProvider, PacketOptions options, IAddressRouter? router = null)
    {
        _store = new PacketStore(options, timeProvider);
        _lifecycle = new DeviceLifecycle(_store, room, new AddressRoutes(_store, router));
        _meter = new RateMeter(_store);
        _devices = new DeviceCalls(_store, _lifecycle);
        _addresses = new AddressCalls(_store, _lifecycle);
        _capacity = new CapacityCalls(_store.Conditions);
        _reserved = new ReservedCalls(_store);
        _sshKeys = new SshKeyCalls(_store);
    }

    /// <summary>What was bought, ever.</summary>
    public Ledger Ledger => _store.Ledger;

    /// <summary>Lag, limits and coming failures.</summary>
    public PacketConditions Conditions => _store.Conditions;

    /// <summary>The sandbox's own token and project.</summary>
    public PacketTenant Tenant => _store.Options.Tenants[0];

    /// <inheritdoc/>
    public Task<HttpReply> AnswerAsync(HttpCall call, CancellationToken cancellationToken) => Task.FromResult(Answer(call));

    /// <summary>A device breaks, whatever it was doing; false when there is no such device.</summary>
    public bool Break(string deviceId)
    {
        lock (_store.Gate)
        {
            if (_store.Devices.Find(device => device.Id == deviceId && device.State != DeviceState.Deleted) is not { } found)
                return false;
            _lifecycle.Break(found);
            return true;
        }
    }

    /// <summary>The sandbox's own project has reserved a machine; its id, or null for a plan or facility that there is not.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="facility">Where it stands.</param>
    /// <param name="rate">What each billing cycle costs, or null where nothing is said.</param>
    /// <param name="billingCycle">The cycle.</param>
    /// <param name="isSpare">True for one that waits for another to break.</param>
    public string? Reserve(string plan, string facility, decimal? rate = null, string billingCycle = "yearly", bool isSpare = false)
    {
        lock (_store.Gate)
        {
            if (PacketCatalogue.Plans.FirstOrDefault(known => known.IsNamed(plan)) is not { } found || PacketCatalogue.Facilities.FirstOrDefault(known => known.Code == facility) is not { } place)
                return null;
            var reserved = new ReservedHardware(Guid.NewGuid().ToString(), Tenant, found, place, _store.Now) { Rate = rate, BillingCycle = billingCycle, IsSpare = isSpare };
            _store.Reserved.Add(reserved);
            return reserved.Id;
        }
    }

    /// <summary>What the hardware with this address is, or null when no device has it: what a monitoring probe on the host would find.</summary>
    public MachineCapacity? FindCapacity(string address)
    {
        lock (_store.Gate)
        {
            var device = _store.Devices.FindLast(candidate => candidate.Machine is { } machine && (machine.PublicAddress == address || machine.PrivateAddress == address));
            return device is null || device.State == DeviceState.Deleted
                ? null
                : new MachineCapacity(device.Id, device.Request.Plan.Cores * 100, device.Request.Plan.UsableMemoryKib);
        }
    }

    /// <summary>Devices, reservations and ledger for a test's eyes; nothing secret in it.</summary>
    public JsonObject Describe()
    {
        lock (_store.Gate)
        {
            return new JsonObject
            {
                ["devices"] = PacketReply.Array(_store.Devices.Where(device => device.State != DeviceState.Deleted).Select(device => new JsonObject
                {
                    ["id"] = device.Id,
                    ["project"] = device.Tenant.ProjectId,
                    ["hostname"] = device.Hostname,
                    ["state"] = device.State,
                    ["tags"] = PacketReply.Array(device.Tags),
                    ["publicAddress"] = device.Machine?.PublicAddress,
                    ["privateAddress"] = device.Machine?.PrivateAddress,
                    ["createdAt"] = device.CreatedAt,
                })),
                ["hardware"] = PacketReply.Array(_store.Reserved.Select(reserved => new JsonObject
                {
                    ["id"] = reserved.Id, ["plan"] = reserved.Plan.Slug, ["facility"] = reserved.Facility.Code, ["device"] = reserved.DeviceId,
                })),
                ["reservations"] = PacketReply.Array(_store.Reservations.Select(reservation => new JsonObject
                {
                    ["id"] = reservation.Id,
                    ["block"] = reservation.Block?.ToString(),
                    ["state"] = reservation.State,
                    ["tags"] = PacketReply.Array(reservation.Request.Tags),
                    ["assignments"] = PacketReply.Array(reservation.Assignments.Select(assignment => $"{assignment.Block} {assignment.DeviceId}")),
                })),
                ["ledger"] = PacketReply.Array(Ledger.Entries.Select(entry => entry.Describe())),
            };
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _lifecycle.DisposeAsync();

    /// <summary>Every answer tells the service's time, as any server's does.</summary>
    private HttpReply Answer(HttpCall call)
    {
        var reply = AnswerTenant(call);
        return reply with { Headers = new Dictionary<string, string>(reply.Headers) { ["Date"] = _store.Now.ToString("R", System.Globalization.CultureInfo.InvariantCulture) } };
    }

    private HttpReply AnswerTenant(HttpCall call)
    {
        var token = call.Headers.GetValueOrDefault("X-Auth-Token", "");
        var tenant = _store.Options.Tenants.FirstOrDefault(known => known.Token == token);
        if (tenant is null)
            return PacketReply.Json(401, new JsonObject { ["error"] = "Invalid authentication token" });
        var standing = _meter.Count(token);
        return AnswerWithin(standing, call, tenant) with { Headers = standing.Headers() };
    }

    private HttpReply AnswerWithin(RateStanding standing, HttpCall call, PacketTenant tenant)
    {
        if (standing.RetryAfter is not null)
            return PacketReply.Errors(429, ["Too many requests, please try again later"]);
        try
        {
            lock (_store.Gate)
                return Route(PacketCall.From(call, tenant));
        }
        catch (PacketRefusedException refusal)
        {
            return PacketReply.Errors(refusal.Status, refusal.Errors);
        }
    }

    private HttpReply Route(PacketCall call)
    {
        // A project that is another's is not told from one that does not exist.
        if (call.Segments is ["projects", var project, ..] && project != call.Tenant.ProjectId)
            throw PacketRefusedException.NotFound();
        return (call.Http.Method, call.Segments) switch
        {
            ("GET", ["projects"]) => Paging.Reply(call, "projects", [CatalogueDocument.Of(call.Tenant, call.Link)]),
            ("GET", ["projects", _]) => PacketReply.Json(200, CatalogueDocument.Of(call.Tenant, call.Link)),
            ("GET", ["facilities"]) or ("GET", ["projects", _, "facilities"]) => List("facilities", PacketCatalogue.Facilities.Select(CatalogueDocument.Of)),
            ("GET", ["locations", "metros"]) => List("metros", PacketCatalogue.Metros.Select(CatalogueDocument.Of)),
            ("GET", ["plans"]) or ("GET", ["projects", _, "plans"]) => List("plans", PacketCatalogue.Plans.Where(plan => IsWanted(call, plan)).Select(plan => CatalogueDocument.Of(plan, call))),
            ("GET", ["operating-systems"]) => List("operating_systems", PacketCatalogue.OperatingSystems.Select(CatalogueDocument.Of)),
            ("GET", ["capacity"]) => _capacity.Facilities(),
            ("GET", ["capacity", "metros"]) => _capacity.Metros(),
            ("POST", ["capacity"]) => _capacity.CheckFacilities(call),
            ("POST", ["capacity", "metros"]) => _capacity.CheckMetros(call),
            ("GET", ["projects", _, "hardware-reservations"]) => _reserved.List(call),
            ("GET", ["hardware-reservations", var id]) => _reserved.Get(call, id),
            ("POST", ["projects", _, "devices"]) => _devices.Create(call),
            ("GET", ["projects", _, "devices"]) => _devices.List(call),
            ("GET", ["devices", var id]) => _devices.Get(call, id),
            ("PUT" or "PATCH", ["devices", var id]) => _devices.Update(call, id),
            ("DELETE", ["devices", var id]) => _devices.Delete(call, id),
            ("POST", ["devices", var id, "actions"]) => _devices.Act(call, id),
            ("GET", ["devices", var id, "events"]) => _devices.Events(call, id),
            ("GET", ["devices", var id, "bandwidth"]) => _devices.Bandwidth(call, id),
            ("GET", ["devices", var id, "ips"]) => _devices.Addresses(call, id),
            ("POST", ["devices", var id, "ips"]) => _addresses.Assign(call, id),
            ("POST", ["projects", _, "ips"]) => _addresses.Reserve(call),
            ("GET", ["projects", _, "ips"]) => _addresses.List(call),
            ("GET", ["ips", var id]) => _addresses.Get(call, id),
            ("GET", ["ips", var id, "available"]) => _addresses.Available(call, id),
            ("DELETE", ["ips", var id]) => _addresses.Delete(call, id),
            ("GET", ["projects", _, "ssh-keys"]) => _sshKeys.List(call),
            ("POST", ["projects", _, "ssh-keys"]) => _sshKeys.Add(call),
            ("DELETE", ["ssh-keys", var id]) => _sshKeys.Delete(call, id),
            _ => throw PacketRefusedException.NotFound(),
        };
    }

    private static bool IsWanted(PacketCall call, HardwarePlan plan) => !call.Query.TryGetValue("slug", out var slug) || plan.IsNamed(slug);

    private static HttpReply List(string name, IEnumerable<JsonObject> items) =>
        PacketReply.Json(200, new JsonObject { [name] = PacketReply.Array(items) });
}
