using EdgeProvision.Engine.Descriptors;
using EdgeProvision.Engine.Observation;
using EdgeProvision.Engine.Providers;
using EdgeProvision.Engine.Records;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Planning;

/// <summary>
/// How a provision differs from its descriptor, as users see it: what an update would change, and what no plan mends by itself (machines that are
/// gone, configurations that failed, power that nobody here switched off). Pure.
/// </summary>
internal static class ProvisionDrift
{
    private const string GivenAddress = "elasticip";
    private const string Address = "address";

    /// <summary>The differences, object by object.</summary>
    /// <param name="input">The descriptor and the world.</param>
    /// <param name="fingerprint">The fingerprint that a host's configuration would have by today's roles; null when that is not known.</param>
    public static IEnumerable<EdgeDifference> Of(UpdateInput input, Func<ObservedHost, string?> fingerprint)
    {
        var changes = ProvisionComparison.Of(input);
        var provision = input.Observed.Name;
        if (input.Observed.Record is { IsDeleting: true })
            yield return new EdgeDifference(provision, "provision", provision, null, EdgeDifferenceKind.Changed, "state", "standing", "its removal has begun");
        if (input.Observed.Clusters.Count == 0)
            yield return new EdgeDifference(provision, "cluster", input.Desired.ClusterName, null, EdgeDifferenceKind.Missing, null, null, null);
        foreach (var difference in Changed(provision, "cluster", changes.Cluster is { } cluster ? [cluster] : []))
            yield return difference;

        foreach (var host in changes.NewHosts)
            yield return new EdgeDifference(provision, "host", host.Key, null, EdgeDifferenceKind.Missing, null, null, null);
        foreach (var host in changes.GoneHosts)
            yield return new EdgeDifference(provision, "host", host.Key, host.Id, EdgeDifferenceKind.Extra, null, null, null);
        foreach (var host in changes.Hosts)
        {
            foreach (var change in host.Attributes.Concat(host.Order).Concat(host.Noted).Concat(host.End is { } end ? [end] : []))
                yield return new EdgeDifference(provision, "host", host.Wanted.Key, host.Standing.Id, EdgeDifferenceKind.Changed, change.Name, change.Wanted, change.Found);
            if (host.HasOtherSecrets)
                yield return new EdgeDifference(provision, "host", host.Wanted.Key, host.Standing.Id, EdgeDifferenceKind.Changed, "secrets", "those of the descriptor", "others");
        }

        foreach (var (driver, change) in changes.Admissions.SelectMany(a => a.Changes().Select(c => (a.Driver, c))))
            yield return new EdgeDifference(provision, "admission", driver, null, EdgeDifferenceKind.Changed, change.Name, change.Wanted, change.Found);
        foreach (var difference in input.Observed.Hosts.Where(h => input.Desired.Hosts.Any(d => d.Key == h.Key)).SelectMany(h => OfHost(input.Observed, h, fingerprint)))
            yield return difference;
        foreach (var difference in input.Desired.Hosts.SelectMany(h => OfAddress(input.Observed, h)))
            yield return difference;
        foreach (var difference in Objects(provision, "datastore", changes.NewDatastores, [.. changes.GoneDatastores.Select(d => (d.Id, d.Name))], changes.Datastores))
            yield return difference;
        foreach (var difference in Objects(provision, "network", changes.NewNetworks, [.. changes.GoneNetworks.Select(n => (n.Id, n.Name))], changes.Networks))
            yield return difference;

        var keys = input.Observed.Hosts.Select(h => h.DeviceId).ToHashSet();
        foreach (var device in input.Observed.Devices.Where(d => !keys.Contains(d.Id)))
            yield return new EdgeDifference(provision, "machine", device.Hostname, null, EdgeDifferenceKind.Extra, null, null, device.CopyOf is { } key ? $"{device.Id}, a copy of {key}" : device.Id);
    }

    private static IEnumerable<EdgeDifference> Objects(
        string provision, string kind, IReadOnlyList<DescriptorObject> missing, IReadOnlyList<(int Id, string Name)> gone, IReadOnlyList<ObjectChange> changed) =>
    [
        .. missing.Select(o => new EdgeDifference(provision, kind, o.Name, null, EdgeDifferenceKind.Missing, null, null, null)),
        .. gone.Select(o => new EdgeDifference(provision, kind, o.Name, o.Id, EdgeDifferenceKind.Extra, null, null, null)),
        .. Changed(provision, kind, changed),
    ];

    private static IEnumerable<EdgeDifference> Changed(string provision, string kind, IReadOnlyList<ObjectChange> changed) =>
        from item in changed
        from change in item.Changes.Concat(item.Ranges?.Changes() ?? [])
        select new EdgeDifference(provision, kind, item.Name, item.Id, EdgeDifferenceKind.Changed, change.Name, change.Wanted, change.Found);

    /// <summary>
    /// OpenNebula knows a host by its address. One that it was given may be led elsewhere by its owner, and then it may have none; any other may change when somebody stops
    /// and starts the machine at the provider.
    /// </summary>
    private static IEnumerable<EdgeDifference> OfAddress(ObservedProvision observed, DescriptorHost desired)
    {
        var wasGiven = desired.Provision[GivenAddress] is not null;
        if (observed.Host(desired.Key) is { Address: { } address } host && observed.Devices.FirstOrDefault(d => d.Id == host.DeviceId) is { State: DeviceState.Active } device
            && (MachineTrouble.HasMoved(device, address) || (wasGiven && device.PublicAddress is null)))
            yield return new EdgeDifference(observed.Name, "machine", host.Key, host.Id, EdgeDifferenceKind.Changed, wasGiven ? GivenAddress : Address, address, device.PublicAddress ?? "none");
    }

    /// <summary>What is wrong with a host itself, whatever the descriptor says of it.</summary>
    private static IEnumerable<EdgeDifference> OfHost(ObservedProvision observed, ObservedHost host, Func<ObservedHost, string?> fingerprint)
    {
        if (host.ConfigurationStatus != "configured")
            yield return Of("host", "configuration", "configured", host.ConfigurationStatus ?? "never run");
        else if (host.Fingerprint is { } has && fingerprint(host) is { } today && today != has)
            yield return Of("host", "configuration", "by today's roles and variables", "by other ones");
        if (host is { ConfigurationStatus: "configured", Power.Kind: HostPowerKind.On, IsOffline: true })
            yield return Of("host", "state", "enabled", "offline in OpenNebula");
        if (host.Power.Kind == HostPowerKind.Restarting)
            yield return Of("host", "power", "on", "in the middle of a restart");
        if (host.DeviceId is not { } id)
        {
            yield return new EdgeDifference(observed.Name, "machine", host.Key, host.Id, EdgeDifferenceKind.Missing, null, null, null);
            yield break;
        }

        if (observed.Devices.FirstOrDefault(d => d.Id == id) is not { } device)
            yield return Of("machine", "state", "active", $"{id} is not at the provider");
        else if (host.Power.Kind == HostPowerKind.Off ? device.State == DeviceState.Active : device.State is not DeviceState.Active)
            yield return Of("machine", "state", host.Power.Kind == HostPowerKind.Off ? "off" : "active", device.ProviderState);

        EdgeDifference Of(string kind, string property, string desired, string found) =>
            new(observed.Name, kind, host.Key, host.Id, EdgeDifferenceKind.Changed, property, desired, found);
    }
}
