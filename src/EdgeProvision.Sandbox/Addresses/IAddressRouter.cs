using System.Net;

namespace EdgeProvision.Sandbox.Addresses;

/// <summary>The provider's network as far as reserved addresses go: where packets to them end up.</summary>
public interface IAddressRouter
{
    /// <summary>Sends a block to a machine, or nowhere when <paramref name="machineId"/> is null. May be repeated.</summary>
    Task RouteAsync(IPNetwork addresses, string? machineId, CancellationToken cancellationToken);
}
