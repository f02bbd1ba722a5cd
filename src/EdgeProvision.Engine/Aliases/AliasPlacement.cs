using EdgeProvision.Engine.Ipam;
using EdgeProvision.Engine.Observation;
using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Engine.Providers;
using EdgeProvision.Engine.Providers.Addresses;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Aliases;

/// <summary>Leads one public address to where its virtual machine is. What stands right sends nothing to the provider.</summary>
internal sealed class AliasPlacement(EngineParts parts)
{
    private readonly RangeProviders _providers = new(parts);

    /// <summary>Leads it there, or nowhere.</summary>
    /// <param name="vmId">The virtual machine.</param>
    /// <param name="alias">The address.</param>
    /// <param name="hostId">The host, or null for nowhere.</param>
    /// <param name="say">Told what was done, and what could not be.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task PlaceAsync(int vmId, MachineAlias alias, int? hostId, Action<bool, string> say, CancellationToken cancellationToken)
    {
        var network = await parts.Client.Networks.InfoAsync(alias.NetworkId, SecretView.Clear, cancellationToken).ConfigureAwait(false);
        if (network.AddressRanges.FirstOrDefault(r => r.Id == alias.RangeId) is not { IpamMad: { } driver } standing || !ProviderDrivers.ServiceNames.Contains(driver))
            return;

        // The address may have been given to another machine meanwhile: then it is that one's hook that leads it.
        var lease = standing.Leases.FirstOrDefault(l => l.Ip == alias.Ip);
        if (hostId is null ? lease?.VmId is { } other && other != vmId : lease is null || lease.VmId is { } holder && holder != vmId)
        {
            say(false, $"{alias} is {(lease?.VmId is { } taken ? $"virtual machine {taken}'s" : "nobody's")} by now: it is left as it is");
            return;
        }

        var snapshot = await FrontEndSnapshot.ReadAsync(parts.Client, cancellationToken).ConfigureAwait(false);
        var range = RequestedRange.Of(standing.Attributes);
        var addresses = await _providers.AddressesAsync(range, snapshot, cancellationToken).ConfigureAwait(false);
        var id = range.ReservationId ?? throw IpamErrors.NoReservation(range);
        if (await addresses.GetAsync(id, cancellationToken).ConfigureAwait(false) is not { } block)
        {
            if (hostId is not null)
                throw IpamErrors.ReservationGone(range);
            return;
        }

        var before = block.Find(alias.Ip)?.Assignment;

        // Translated at the host, it would take the host's own address away from it; led elsewhere, perhaps the only one by which the host is reached.
        if (before is { IsMachinesOwn: true })
            throw AddressErrors.OfMachine(alias.Ip, before);
        if (hostId is null)
            await LeadNowhereAsync(addresses, alias, before, snapshot, say, cancellationToken).ConfigureAwait(false);
        else if (Machine(snapshot, hostId.Value, driver, alias, say) is (var host, var device))
            await LeadAsync(addresses, block, alias, before, host, device, snapshot, say, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The provider's machine that a host is, or null after having said why there is none.</summary>
    private static (HostObject Host, string Device)? Machine(FrontEndSnapshot snapshot, int hostId, string driver, MachineAlias alias, Action<bool, string> say)
    {
        var host = snapshot.Hosts.FirstOrDefault(h => h.Id == hostId);
        if (host?.Template.TextAt("PROVISION/DEPLOY_ID") is { Length: > 0 } device && host.Template.Text("PM_MAD") == driver)
            return (host, device);
        say(true, $"{alias} cannot be led to host {hostId}{(host is null ? "" : $" ({host.Name})")}: that is no machine of the provider {driver}");
        return null;
    }

    private async Task LeadAsync(
        IAddressDriver addresses, AddressReservation block, MachineAlias alias, AddressAssignment? before, HostObject host, string device, FrontEndSnapshot snapshot,
        Action<bool, string> say, CancellationToken cancellationToken)
    {
        var now = before;
        if (before?.DeviceId != device)
        {
            now = await addresses.AssignAsync(block, alias.Ip, device, cancellationToken).ConfigureAwait(false);
            say(false, $"{alias} leads to host {host.Id} ({host.Name}){(before is null ? "" : $" and no longer to {before.DeviceId ?? "another machine"}")}");
            await ForgetAsync(alias, before, snapshot, say, cancellationToken).ConfigureAwait(false);
        }

        // Told each time: what a host was told does not outlive its boot, and a machine starts again after that.
        if (now!.InnerAddress != alias.Ip)
            await parts.HostTranslation.TellAsync(host, alias.Ip, now.InnerAddress, cancellationToken).ConfigureAwait(false);
    }

    private async Task LeadNowhereAsync(
        IAddressDriver addresses, MachineAlias alias, AddressAssignment? before, FrontEndSnapshot snapshot, Action<bool, string> say, CancellationToken cancellationToken)
    {
        if (before is null)
            return;
        await addresses.UnassignAsync(before, cancellationToken).ConfigureAwait(false);
        say(false, $"{alias} leads nowhere any more");
        await ForgetAsync(alias, before, snapshot, say, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The host where it led is told. One that is off or gone need not know: it forgets with its boot.</summary>
    private async Task ForgetAsync(MachineAlias alias, AddressAssignment? before, FrontEndSnapshot snapshot, Action<bool, string> say, CancellationToken cancellationToken)
    {
        if (before is null || before.InnerAddress == alias.Ip || snapshot.Hosts.FirstOrDefault(h => before.DeviceId is { } id && h.Template.TextAt("PROVISION/DEPLOY_ID") == id) is not { } host)
            return;
        try
        {
            await parts.HostTranslation.TellAsync(host, alias.Ip, null, cancellationToken).ConfigureAwait(false);
        }
        catch (EdgeException error)
        {
            say(true, error.Message);
        }
    }
}
