using System.Collections.Concurrent;
using EdgeProvision.Sandbox.Hosts;

namespace EdgeProvision.PowerShell.Tests.World;

/// <summary>Machines whose addresses are this computer's own loopback, on which nothing answers SSH: rented, and never reached.</summary>
internal class LoopbackRoom(string network = "127.77.0") : IMachineRoom
{
    private readonly ConcurrentDictionary<string, (Machine Machine, bool On)> _machines = new();
    private int _number;

    public int Installed => _number;

    public Task<Machine> InstallAsync(MachineOrder order, CancellationToken cancellationToken)
    {
        var number = Interlocked.Increment(ref _number);
        var machine = new Machine(order.Id, order.Hostname, $"{network}.{number}", 24, $"127.78.0.{number}", 25, $"{network}.254");
        _machines[order.Id] = (machine, true);
        Booted(machine);
        return Task.FromResult(machine);
    }

    public Machine? Find(string id) => _machines.TryGetValue(id, out var entry) ? entry.Machine : null;

    public IReadOnlyList<Machine> List() => [.. _machines.Values.Select(entry => entry.Machine)];

    public Task PowerOnAsync(string id, CancellationToken cancellationToken) => Set(id, true);

    public Task PowerOffAsync(string id, CancellationToken cancellationToken) => Set(id, false);

    public Task RebootAsync(string id, CancellationToken cancellationToken) => Set(id, true);

    public Task ReinstallAsync(string id, CancellationToken cancellationToken) => Set(id, true);

    public Task ScrapAsync(string id, CancellationToken cancellationToken)
    {
        _machines.TryRemove(id, out _);
        return Task.CompletedTask;
    }

    public bool IsOn(string id) => _machines.TryGetValue(id, out var entry) && entry.On;

    /// <summary>A machine has come up, for the first time or again.</summary>
    protected virtual void Booted(Machine machine)
    {
    }

    private Task Set(string id, bool on)
    {
        if (!_machines.TryGetValue(id, out var entry))
            return Task.CompletedTask;
        _machines[id] = (entry.Machine, on);
        if (on)
            Booted(entry.Machine);
        return Task.CompletedTask;
    }
}
