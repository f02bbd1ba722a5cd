using System.Collections.Concurrent;
using System.Net;
using EdgeProvision.Model;
using EdgeProvision.Sandbox.Filtering;
using EdgeProvision.Sandbox.Hosts.Network;
using EdgeProvision.Sandbox.Hosts.Power;
using EdgeProvision.Sandbox.Hosts.Tree;

namespace EdgeProvision.Sandbox.Hosts;

/// <summary>
/// A room of real Linux machines on this computer. Each is an overlay over one shared Debian, with namespaces of its own, systemd as process 1 and an SSH
/// server. They outlive nothing: when the room is stopped, everything is gone; when its process is killed, the next room to start cleans up after it.
/// </summary>
public sealed class LinuxMachineRoom : IMachineRoom, IAsyncDisposable
{
    private readonly RoomSite _site;
    private readonly LinuxMachineRoomOptions _options;
    private readonly ConcurrentDictionary<string, LinuxMachine> _machines = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _bootSlots = new(4 * Environment.ProcessorCount);
    private readonly Lock _numbering = new();
    private readonly SemaphoreSlim _stopping = new(1);
    private int _lastNumber;
    private bool _hasSaidWhatIsMissing;
    private bool _isStopped;
    private bool _isGone;

    private LinuxMachineRoom(RoomSite site, LinuxMachineRoomOptions options)
    {
        _site = site;
        _options = options;
    }

    /// <summary>Removes what dead rooms have left behind, builds the shared operating system if it is missing, and sets the room up.</summary>
    /// <exception cref="EdgeException">
    /// <c>SandboxNeedsRoot</c>, <c>SandboxRunning</c> (that id), <c>SandboxIdInvalid</c>, <c>SandboxTreeFailed</c>, <c>SandboxDiskUnsuitable</c>.
    /// </exception>
    public static async Task<LinuxMachineRoom> StartAsync(LinuxMachineRoomOptions options, CancellationToken cancellationToken) =>
        new(await RoomSite.SetUpAsync(options, cancellationToken), options);

    /// <summary>Removes what rooms whose process has died left behind, and answers their ids. Living rooms are not touched.</summary>
    public static Task<IReadOnlyList<string>> CleanUpLeftoversAsync(LinuxMachineRoomOptions options, CancellationToken cancellationToken) =>
        RoomSite.CleanUpAsync(options, cancellationToken);

    /// <inheritdoc/>
    public Task<Machine> InstallAsync(MachineOrder order, CancellationToken cancellationToken)
    {
        MachineDisk.Check(order);
        LinuxMachine machine;
        lock (_numbering)
        {
            ObjectDisposedException.ThrowIf(_isStopped, this);
            if (_machines.TryGetValue(order.Id, out var known))
            {
                return Task.FromResult(known.Machine);
            }

            machine = Rack(order, NextNumber());
            _machines[order.Id] = machine;
        }

        return PowerUpAsync(machine, cancellationToken);
    }

    /// <summary>
    /// Translates a public address (of <see cref="MachineRoomStatus.ElasticNetwork"/>) to an inner one behind a machine, which sees the inner one only.
    /// With no machine, the address leads nowhere.
    /// </summary>
    public async Task TranslateAsync(IPAddress address, string? id, string? innerAddress, CancellationToken cancellationToken)
    {
        // Who asks from the gateway itself, or from beyond it, is translated only once there is a way.
        await RouteAsync(Single(address.ToString()), id, cancellationToken);
        // Its first inner address is the machine's own for as long as there is the machine.
        if (id is not null && innerAddress != Get(id).Inner?.Address)
            await RouteAsync(Single(innerAddress!), id, cancellationToken);
        var before = await _site.Network.Translation.SetElasticAsync(address, id is null ? null : innerAddress, cancellationToken);
        if (before is not null && before != innerAddress && !_machines.Values.Any(machine => machine.Inner?.Address == before))
            await RouteAsync(Single(before), null, cancellationToken);
    }

    /// <inheritdoc/>
    public Machine? Find(string id) => _machines.TryGetValue(id, out var machine) ? machine.Machine : null;

    /// <inheritdoc/>
    public IReadOnlyList<Machine> List() => [.. _machines.Values.OrderBy(m => m.Number).Select(m => m.Machine)];

    /// <summary>Powers a machine on; answers before it has booted.</summary>
    public Task PowerOnAsync(string id, CancellationToken cancellationToken) => Get(id).PowerOnAsync(cancellationToken);

    /// <inheritdoc/>
    public Task PowerOffAsync(string id, CancellationToken cancellationToken) => Get(id).PowerOffAsync(cancellationToken);

    /// <summary>Reboots in an orderly way; answers when the machine has gone down and boots again. A machine that is off, or about to boot, stays as it is.</summary>
    public Task RebootAsync(string id, CancellationToken cancellationToken) => Get(id).RebootAsync(cancellationToken);

    /// <inheritdoc/>
    public async Task<Machine> ReaddressAsync(string id, CancellationToken cancellationToken)
    {
        var machine = Get(id);
        if (machine.Inner is not { } inner)
            return machine.Machine;
        string before;
        lock (_numbering)
        {
            before = machine.Machine.PublicAddress;
            var next = NextNumber();
            machine.Readdress(next, _site.Network.Plan.PublicOf(next));
        }

        await _site.Network.ReplaceAsync(before, machine.Machine.PublicAddress, inner, cancellationToken);
        return machine.Machine;
    }

    /// <summary>Takes the power away at once, as when the plug is pulled. Answers when the machine is off.</summary>
    public Task PullPlugAsync(string id, CancellationToken cancellationToken) => Get(id).PullPlugAsync(cancellationToken);

    /// <summary>Wipes the disk and installs anew, as ordered at first; answers before the machine has booted. A machine that was off is on afterwards.</summary>
    public Task ReinstallAsync(string id, CancellationToken cancellationToken) => Get(id).ReinstallAsync(cancellationToken);

    /// <inheritdoc/>
    public async Task ScrapAsync(string id, CancellationToken cancellationToken)
    {
        if (_machines.TryGetValue(id, out var machine))
        {
            await machine.ScrapAsync(cancellationToken);
            if (machine.Inner is { } inner)
                await _site.Network.AbandonAsync(machine.Machine.PublicAddress, inner, cancellationToken);
            _machines.TryRemove(KeyValuePair.Create(id, machine));
        }
    }

    /// <inheritdoc/>
    public bool IsOn(string id) => _machines.TryGetValue(id, out var machine) && machine.IsOn;

    /// <summary>Where a machine can be looked into from this computer.</summary>
    public MachinePlace Place(string id) => Get(id).Place;

    /// <summary>Waits until a machine's SSH server answers; false when it has not within the limit, or the machine is off.</summary>
    public Task<bool> AwaitSshAsync(string id, TimeSpan limit, CancellationToken cancellationToken) => Get(id).AwaitSshAsync(limit, cancellationToken);

    /// <summary>
    /// Routes public addresses (a part of <see cref="MachineRoomStatus.ElasticNetwork"/>) to a machine, as a provider does with addresses that are
    /// assigned to it; no machine has them on an interface by that. With no machine, the route is taken away.
    /// </summary>
    public Task RouteAsync(IPNetwork addresses, string? id, CancellationToken cancellationToken) =>
        _site.Network.RouteAsync(addresses, id is null ? null : Get(id).OwnAddress, cancellationToken);

    /// <summary>
    /// Holds up what is not let through to and from these machines, and no others, as <see cref="IPacketFilter"/> says it. A kernel that cannot do so for bridges lets everything
    /// through, and it is said once.
    /// </summary>
    public async Task FilterAsync(IReadOnlyList<FilteredMachines> machines, CancellationToken cancellationToken)
    {
        if (KernelModules.HasBridgeFilter)
        {
            await _site.Network.Filter.SetAsync(machines, PortOf, cancellationToken);
        }
        else if (machines.Count > 0 && !_hasSaidWhatIsMissing)
        {
            _hasSaidWhatIsMissing = true;
            _options.Progress("This kernel has no br_netfilter: rules of security groups hold up nothing.");
        }
    }

    /// <summary>Names, addresses and directories of the room.</summary>
    public MachineRoomStatus Describe() => _site.Describe();

    /// <summary>Takes the power away from all machines and removes every trace of the room. May be called again, also after it was cancelled.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        lock (_numbering)
        {
            _isStopped = true;
        }

        await _stopping.WaitAsync(cancellationToken);
        try
        {
            if (!_isGone)
            {
                _site.Setting.ControlGroup.Kill(); // whoever waits for a machine to shut down need not
                await Task.WhenAll(_machines.Values.Select(m => m.AbandonAsync(cancellationToken)));
                await _site.TakeDownAsync(cancellationToken);
                _machines.Clear();
                _isGone = true;
            }
        }
        finally
        {
            _stopping.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await StopAsync(CancellationToken.None);

    private static IPNetwork Single(string address) => new(IPAddress.Parse(address), 32);

    private async Task<Machine> PowerUpAsync(LinuxMachine machine, CancellationToken cancellationToken)
    {
        if (machine.Inner is { } inner)
            await _site.Network.ShelterAsync(machine.Machine.PublicAddress, inner, cancellationToken);
        await _site.Network.Filter.BringUpToDateAsync(PortOf, cancellationToken);
        await machine.PowerOnAsync(cancellationToken);
        return machine.Machine;
    }

    private LinuxMachine Rack(MachineOrder order, int number)
    {
        var plan = _site.Network.Plan;
        var inner = order.InnerAddress is { } text ? InnerAddress.Parse(text) : null;
        var machine = new Machine(order.Id, order.Hostname, plan.PublicOf(number), plan.Public.PrefixLength,
            inner?.Address ?? plan.PrivateOf(number), inner?.PrefixLength ?? plan.Private.PrefixLength, inner?.Gateway ?? plan.Gateway);
        return new LinuxMachine(_site.Setting, number, order, machine, _bootSlots, _options) { Inner = inner };
    }

    private string? PortOf(string id) => _machines.TryGetValue(id, out var machine) ? _site.Setting.Name.Port(machine.Number) : null;

    // An address that was given back is not given out again soon: whoever kept a host key for it would see another.
    private int NextNumber()
    {
        var taken = _machines.Values.SelectMany(m => new[] { m.Number, m.AddressNumber }).ToHashSet();
        if (taken.Count == AddressPlan.Capacity)
        {
            throw new EdgeException("SandboxAddressesExhausted", ErrorKind.LimitReached, "The sandbox has no address left for another machine.");
        }

        do
        {
            _lastNumber = _lastNumber % AddressPlan.Capacity + 1;
        }
        while (taken.Contains(_lastNumber));

        return _lastNumber;
    }

    private LinuxMachine Get(string id) => _machines.TryGetValue(id, out var machine)
        ? machine
        : throw new EdgeException("MachineUnknown", ErrorKind.NotFound, $"The sandbox has no machine '{id}'.") { Target = id };
}
