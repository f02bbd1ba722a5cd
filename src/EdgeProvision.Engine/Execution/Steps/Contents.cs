using EdgeProvision.Engine.Observation;
using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Engine.Requests;

namespace EdgeProvision.Engine.Execution.Steps;

/// <summary>What users have on a provision.</summary>
/// <param name="VirtualMachines">Ids of virtual machines on its hosts.</param>
/// <param name="Images">Ids of images in its datastores.</param>
/// <param name="Leases">Addresses in use or held, each with its network.</param>
/// <param name="Reservations">Networks that reserved a part of one of its networks.</param>
internal sealed record Contents(
    IReadOnlyList<int> VirtualMachines, IReadOnlyList<int> Images, IReadOnlyList<UsedAddress> Leases, IReadOnlyList<UsedAddress> Reservations)
{
    public bool IsEmpty => VirtualMachines.Count + Images.Count + Leases.Count + Reservations.Count == 0;

    /// <summary>Reservations, held leases and those of others are somebody's intent that a removal of virtual machines does not end.</summary>
    public bool CanBeRemoved => Leases.Concat(Reservations).All(used => used.FreedBy is null);

    /// <summary>Commands that free what a removal of virtual machines does not.</summary>
    public IReadOnlyList<string> FreedBy => [.. Leases.Concat(Reservations).Select(used => used.FreedBy).OfType<string>().Distinct()];

    /// <summary>Names of virtual machines, where they were asked for.</summary>
    public MachineNames Names { get; init; } = MachineNames.None;

    /// <summary>Looks at everything that the operation is going to remove.</summary>
    public static async Task<Contents> FindAsync(OperationScope scope, CancellationToken cancellationToken)
    {
        var hosts = await scope.FrontEnd.Hosts.ListAsync(cancellationToken).ConfigureAwait(false);
        var machines = hosts.Where(h => scope.Going.Hosts.Contains(h.Id)).SelectMany(h => h.VmIds).ToHashSet();
        List<int> images = [];
        if (scope.Going.Datastores.Count > 0)
        {
            var datastores = await scope.FrontEnd.Datastores.ListAsync(cancellationToken).ConfigureAwait(false);
            images.AddRange(datastores.Where(d => scope.Going.Datastores.Contains(d.Id)).SelectMany(d => d.ImageIds).Distinct().Order());

            // Where hosts stay, machines on them may have their disks in a datastore that goes.
            if (scope.Observed.Hosts.Any(h => !scope.Going.Hosts.Contains(h.Id)))
                machines.UnionWith((await scope.FrontEnd.VirtualMachines.ListAsync(cancellationToken).ConfigureAwait(false)).Where(v => v.DatastoreId is { } id && scope.Going.Datastores.Contains(id)).Select(v => v.Id));
        }

        List<UsedAddress> leases = [];
        List<UsedAddress> reservations = [];
        foreach (var observed in scope.Observed.Networks.Where(n => scope.Going.Networks.Contains(n.Id)))
        {
            // Leases stand in the answer for a single network only.
            var network = await InfoAsync(scope, observed.Id, cancellationToken).ConfigureAwait(false);
            foreach (var lease in network?.AddressRanges.SelectMany(r => r.Leases) ?? [])
            {
                if (lease.NetworkId is { } reserved)
                    reservations.Add(new UsedAddress($"network {reserved} of {network!.Name}", $"onevnet delete {reserved}"));
                else
                    leases.Add(Used(lease, network!, machines));
            }
        }

        return new Contents([.. machines.Order()], images, leases, [.. reservations.Distinct()]);
    }

    /// <summary>With the names of the virtual machines, if there are any.</summary>
    public async Task<Contents> NamedAsync(OperationScope scope, CancellationToken cancellationToken) =>
        VirtualMachines.Count == 0 ? this : this with { Names = await MachineNames.ReadAsync(scope.FrontEnd, cancellationToken).ConfigureAwait(false) };

    /// <inheritdoc/>
    public override string ToString()
    {
        List<string> parts = [];
        if (VirtualMachines.Count > 0)
            parts.Add(Names.Of(VirtualMachines));
        if (Images.Count > 0)
            parts.Add($"{(Images.Count == 1 ? "image" : "images")} {string.Join(", ", Images)}");
        if (Leases.Count > 0)
            parts.Add($"{(Leases.Count == 1 ? "lease" : "leases")} {string.Join(", ", Leases.Select(l => l.Text))}");
        if (Reservations.Count > 0)
            parts.Add($"{(Reservations.Count == 1 ? "reservation" : "reservations")} {string.Join(", ", Reservations.Select(r => r.Text))}");
        return string.Join("; ", parts);
    }

    private static UsedAddress Used(Lease lease, NetworkObject network, HashSet<int> machines)
    {
        var address = lease.Ip ?? lease.Mac ?? "an address";
        return lease switch
        {
            { VmId: { } own } when machines.Contains(own) => new UsedAddress($"{address} of {network.Name}", null),
            { VmId: { } other } => new UsedAddress($"{address} of {network.Name} (virtual machine {other})", $"onevm terminate {other}"),
            { RouterId: { } router } => new UsedAddress($"{address} of {network.Name} (virtual router {router})", $"onevrouter delete {router}"),
            _ => new UsedAddress($"{address} of {network.Name} (held)", $"onevnet release {network.Id} {address}"),
        };
    }

    private static async Task<NetworkObject?> InfoAsync(OperationScope scope, int id, CancellationToken cancellationToken)
    {
        try
        {
            return await scope.FrontEnd.Networks.InfoAsync(id, SecretView.Cipher, cancellationToken).ConfigureAwait(false);
        }
        catch (FrontEndException error) when (error.Kind == Model.ErrorKind.NotFound)
        {
            return null;
        }
    }
}
