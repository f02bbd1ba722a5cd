using System.Globalization;
using System.Text.Json.Nodes;
using EdgeProvision.Sandbox.Addresses;
using EdgeProvision.Sandbox.Ec2.Addresses;
using EdgeProvision.Sandbox.Ec2.Catalogue;
using EdgeProvision.Sandbox.Ec2.Firewall;
using EdgeProvision.Sandbox.Ec2.Instances;
using EdgeProvision.Sandbox.Ec2.Limits;
using EdgeProvision.Sandbox.Ec2.Signing;
using EdgeProvision.Sandbox.Ec2.Wire;
using EdgeProvision.Sandbox.Filtering;
using EdgeProvision.Sandbox.Hosts;
using EdgeProvision.Sandbox.Http;
using EdgeProvision.Sandbox.Purchases;

namespace EdgeProvision.Sandbox.Ec2;

/// <summary>
/// The EC2 Query API, version 2016-11-15, as strict as the real one: what it accepts, a real account would have accepted. One endpoint serves all
/// regions. Its machines come out of the room that it is given.
/// </summary>
public sealed class Ec2Emulator : IHttpApp, IAsyncDisposable
{
    private readonly Ec2Store _store;
    private readonly GroupEnforcement _groups;
    private readonly InstanceLifecycle _lifecycle;
    private readonly ActionTable _actions;
    private readonly CallAuthority _authority;
    private readonly Throttle _throttle;

    /// <summary>Makes a service in which nothing has been rented.</summary>
    /// <param name="room">Where its machines stand.</param>
    /// <param name="timeProvider">The clock of everything that takes time.</param>
    /// <param name="options">How it behaves.</param>
    /// <param name="translator">What leads elastic addresses to machines; without it they are numbers only.</param>
    /// <param name="filter">What holds packets up by security groups; without it they hold up nothing.</param>
    public Ec2Emulator(IMachineRoom room, TimeProvider timeProvider, Ec2Options options, IAddressTranslator? translator = null, IPacketFilter? filter = null)
    {
        _store = new Ec2Store(options, timeProvider);
        _groups = new GroupEnforcement(_store, filter);
        _lifecycle = new InstanceLifecycle(_store, room, new Translations(_store, translator), _groups);
        _actions = new ActionTable(_store, _lifecycle);
        _authority = new CallAuthority(options, timeProvider);
        _throttle = new Throttle(options, _store.Conditions, timeProvider);
    }

    /// <summary>What was bought, ever.</summary>
    public Ledger Ledger => _store.Ledger;

    /// <summary>Lag, limits and coming failures.</summary>
    public Ec2Conditions Conditions => _store.Conditions;

    /// <summary>The sandbox's own credentials.</summary>
    public Ec2Tenant Tenant => _store.Options.Tenants[0];

    /// <summary>The regions that it serves.</summary>
    public IReadOnlyList<string> Regions => _store.Options.Regions;

    internal ActionTable Actions => _actions;

    /// <inheritdoc/>
    public async Task<HttpReply> AnswerAsync(HttpCall call, CancellationToken cancellationToken)
    {
        var reply = Answer(call, Guid.NewGuid().ToString());
        // Whatever the call has changed holds when it is answered, also where nobody waits for the answer any more.
        await _groups.BringUpToDateAsync(CancellationToken.None);
        // Every answer tells the service's time, as any server's does: clients set their clock by it.
        var headers = new Dictionary<string, string>(reply.Headers) { ["Date"] = _store.Now.ToString("R", CultureInfo.InvariantCulture) };
        return reply with { Headers = headers };
    }

    /// <summary>An instance breaks, whatever it was doing, and is terminated by the service; false when there is no such instance.</summary>
    public bool Break(string instanceId)
    {
        lock (_store.Gate)
        {
            if (_store.AllInstances.FirstOrDefault(instance => instance.Id == instanceId && !instance.IsEnding) is not { } found)
                return false;
            _lifecycle.End(found, StateReason.Failed("The underlying hardware has failed"));
            return true;
        }
    }

    /// <summary>What the hardware with this address is, or null when no instance has it: what a monitoring probe on the host would find.</summary>
    public MachineCapacity? FindCapacity(string address)
    {
        lock (_store.Gate)
        {
            var found = _store.AllInstances.LastOrDefault(instance => !instance.IsEnding && instance.Machine is { } machine
                && (machine.PublicAddress == address || machine.PrivateAddress == address
                    || instance.Interface.Addresses.Exists(inner => inner == address || instance.Interface.PublicOf(inner) == address)));
            return found is null ? null : new MachineCapacity(found.Id, found.Order.Type.Vcpus * 100, found.Order.Type.UsableMemoryKib);
        }
    }

    /// <summary>Everything that there is, and the ledger, for a test's eyes; nothing secret in it.</summary>
    public JsonObject Describe()
    {
        lock (_store.Gate)
            return Ec2Description.Of(_store);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _lifecycle.DisposeAsync();

    private HttpReply Answer(HttpCall call, string requestId)
    {
        try
        {
            return Run(call, requestId);
        }
        catch (Ec2RefusedException refusal)
        {
            return Ec2Reply.Error(refusal.Status, refusal.Code, refusal.Message, requestId);
        }
    }

    private HttpReply Run(HttpCall http, string requestId)
    {
        if (http.Method is not ("POST" or "GET"))
            throw new Ec2RefusedException("InvalidRequest", $"The method {http.Method} is not supported.", 405);
        var parameters = new ParameterSet(FormText.Read(http));
        var (tenant, regionName) = _authority.Verify(http);
        var action = _actions.Find(parameters.Text("Action"));
        CheckVersion(parameters.Required("Version"));
        _throttle.Count(action, parameters, $"{tenant.AccountId} {regionName}");
        lock (_store.Gate)
        {
            var holdings = _store.Of(tenant, Ec2Catalogue.Regions.First(region => region.Name == regionName));
            var call = new Ec2Call(action.Name, parameters, tenant, holdings, _store.Now - _store.Conditions.Lag) { IgnoresFilters = _store.Conditions.IgnoresFilters };
            var content = action.Run(call).ToList();
            if (!call.IsReady)
                throw new InvalidOperationException($"{action.Name} was answered before its parameters were checked.");
            return Ec2Reply.Success(action.Name, requestId, content);
        }
    }

    private static void CheckVersion(string version)
    {
        if (version != Ec2Call.Version)
            throw new Ec2RefusedException("NoSuchVersion", $"The requested version ({version}) of service AmazonEC2 does not exist");
    }
}
