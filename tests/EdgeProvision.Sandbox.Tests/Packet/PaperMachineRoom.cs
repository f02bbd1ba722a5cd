using System.Collections.Concurrent;
using EdgeProvision.Sandbox.Hosts;

namespace EdgeProvision.Sandbox.Tests.Packet;

/// <summary>Machines that exist on paper: it keeps what was asked of it.</summary>
internal sealed class PaperMachineRoom : IMachineRoom
{
    private readonly ConcurrentDictionary<string, (Machine Machine, bool On)> _machines = new();
    private int _number;

    public ConcurrentQueue<MachineOrder> Orders { get; } = new();

    public ConcurrentQueue<string> Actions { get; } = new();

    /// <summary>What installing waits for; a test makes it slow or makes it fail.</summary>
    public Func<CancellationToken, Task> Installing { get; set; } = _ => Task.CompletedTask;

    /// <summary>What everything else waits for.</summary>
    public Func<CancellationToken, Task> Acting { get; set; } = _ => Task.CompletedTask;

    public async Task<Machine> InstallAsync(MachineOrder order, CancellationToken cancellationToken)
    {
        Orders.Enqueue(order);
        await Installing(cancellationToken);
        var number = Interlocked.Increment(ref _number);
        var machine = new Machine(order.Id, order.Hostname, PublicOf(number), 24, $"10.78.0.{number + 1}", 25, "10.77.0.1");
        _machines[order.Id] = (machine, true);
        return machine;
    }

    public Machine? Find(string id) => _machines.TryGetValue(id, out var entry) ? entry.Machine : null;

    public IReadOnlyList<Machine> List() => [.. _machines.Values.Select(entry => entry.Machine)];

    public Task PowerOnAsync(string id, CancellationToken cancellationToken) => DoAsync("on", id, true, cancellationToken);

    public Task PowerOffAsync(string id, CancellationToken cancellationToken) => DoAsync("off", id, false, cancellationToken);

    public Task RebootAsync(string id, CancellationToken cancellationToken) => DoAsync("reboot", id, true, cancellationToken);

    public Task<Machine> ReaddressAsync(string id, CancellationToken cancellationToken)
    {
        var entry = _machines[id];
        var machine = entry.Machine with { PublicAddress = PublicOf(Interlocked.Increment(ref _number)) };
        _machines[id] = (machine, entry.On);
        return Task.FromResult(machine);
    }

    public Task ReinstallAsync(string id, CancellationToken cancellationToken) => DoAsync("reinstall", id, true, cancellationToken);

    public Task ScrapAsync(string id, CancellationToken cancellationToken)
    {
        Actions.Enqueue($"scrap {id}");
        _machines.TryRemove(id, out _);
        return Task.CompletedTask;
    }

    public bool IsOn(string id) => _machines.TryGetValue(id, out var entry) && entry.On;

    private static string PublicOf(int number) => $"10.77.0.{number + 1}";

    private async Task DoAsync(string action, string id, bool on, CancellationToken cancellationToken)
    {
        Actions.Enqueue($"{action} {id}");
        await Acting(cancellationToken);
        if (_machines.TryGetValue(id, out var entry))
            _machines[id] = (entry.Machine, on);
    }
}
