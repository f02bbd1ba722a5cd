using EdgeProvision.Sandbox.OpenNebula.Drivers;
using EdgeProvision.Sandbox.OpenNebula.Objects;

namespace EdgeProvision.Sandbox.OpenNebula.Calls;

/// <summary>
/// What happens to a network after its call has been answered:
/// <code>
/// LOCK_CREATE ── driver, then each range in turn ──► READY
///      └────────── anything fails ──► ERROR (what was registered before stays in the pool)
/// LOCK_DELETE ── driver ──► gone
/// </code>
/// </summary>
internal static class NetworkCreation
{
    /// <summary>Called under the zone's lock.</summary>
    internal static void Start(Zone zone, VirtualNetwork network)
    {
        network.State = NetworkState.LockCreate;
        // Changes of a network wait while an IPAM driver works for it, from the very moment that it is listed.
        var held = network.Template.Vectors("AR").Any(r => AddressRange.DriverOf(r).Length > 0) && network.Gate.Wait(0);
        zone.Start(async () =>
        {
            try
            {
                await CreateAsync(zone, network).ConfigureAwait(false);
            }
            finally
            {
                if (held) network.Gate.Release();
            }
        });
    }

    /// <summary>Called under the zone's lock.</summary>
    internal static void StartDeletion(Zone zone, VirtualNetwork network)
    {
        if (!zone.Facts.AsynchronousNetworks)
        {
            zone.Networks.Remove(network.Id);
            return;
        }

        network.State = NetworkState.LockDelete;
        zone.Start(async () =>
        {
            await zone.Ipam.OccupyAsync(zone.Options.NetworkDeletion).ConfigureAwait(false);
            zone.Run(() =>
            {
                if (network.State == NetworkState.LockDelete) zone.Networks.Remove(network.Id);
            });
        });
    }

    private static async Task CreateAsync(Zone zone, VirtualNetwork network)
    {
        var made = await zone.Ipam.OccupyAsync(zone.Options.NetworkCreation).ConfigureAwait(false);
        if (!made.Succeeded)
        {
            Finish(zone, network, made.Error);
            return;
        }

        foreach (var asked in zone.Run(() => network.Template.Vectors("AR").Select(r => r.CopyVector()).ToList()))
        {
            var (range, error) = await zone.Ipam.RegisterAsync(asked, zone.Run(() => network.NextRangeId)).ConfigureAwait(false);
            if (range is null)
            {
                Finish(zone, network, error);
                return;
            }

            zone.Run(() => network.Add(range));
        }

        Finish(zone, network, null);
    }

    private static void Finish(Zone zone, VirtualNetwork network, string? error) => zone.Run(() =>
    {
        // Somebody may have forced it into another state meanwhile.
        if (network.State != NetworkState.LockCreate) return;
        network.Template.Erase("AR");
        network.State = error is null ? NetworkState.Ready : NetworkState.Error;
        if (error is not null) network.Template.Set("ERROR", IpamManager.Stamp(zone.Now, error));
    });
}
