using System.Collections.Concurrent;
using EdgeProvision.Sandbox.Hosts;

namespace EdgeProvision.Cli.Tests.Processes;

/// <summary>Machines that are there and never answer: their addresses are of this computer, where nothing listens on the port that descriptors name.</summary>
internal sealed class DarkMachineRoom : IMachineRoom
{
    private readonly ConcurrentDictionary<string, Machine> _machines = new();
    private int _number;

    public Task<Machine> InstallAsync(MachineOrder order, CancellationToken cancellationToken)
    {
        var number = Interlocked.Increment(ref _number);
        return Task.FromResult(_machines[order.Id] = new Machine(order.Id, order.Hostname, $"127.77.0.{number + 1}", 24, $"127.78.0.{number + 1}", 24, "127.77.0.1"));
    }

    public Machine? Find(string id) => _machines.GetValueOrDefault(id);

    public IReadOnlyList<Machine> List() => [.. _machines.Values];

    public Task PowerOnAsync(string id, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task PowerOffAsync(string id, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task RebootAsync(string id, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task ReinstallAsync(string id, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task ScrapAsync(string id, CancellationToken cancellationToken)
    {
        _machines.TryRemove(id, out _);
        return Task.CompletedTask;
    }

    public bool IsOn(string id) => _machines.ContainsKey(id);
}
