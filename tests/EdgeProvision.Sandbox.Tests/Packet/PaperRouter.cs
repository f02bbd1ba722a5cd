using System.Collections.Concurrent;
using System.Net;
using EdgeProvision.Sandbox.Addresses;

namespace EdgeProvision.Sandbox.Tests.Packet;

/// <summary>Keeps where each block was last routed to.</summary>
internal sealed class PaperRouter : IAddressRouter
{
    public ConcurrentDictionary<string, string> Routes { get; } = new();

    public Task RouteAsync(IPNetwork addresses, string? machineId, CancellationToken cancellationToken)
    {
        if (machineId is null)
            Routes.TryRemove(addresses.ToString(), out _);
        else
            Routes[addresses.ToString()] = machineId;
        return Task.CompletedTask;
    }
}
