using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Engine.Requests;

namespace EdgeProvision.Engine.Execution.Steps;

/// <summary>What users have on a provision.</summary>
/// <param name="VirtualMachines">Ids of virtual machines on its hosts.</param>
/// <param name="Images">Ids of images in its datastores.</param>
/// <param name="Leases">Addresses in use or held, each with its network.</param>
/// <param name="Reservations">Networks that reserved a part of one of its networks.</param>
internal sealed record Contents(
    IReadOnlyList<int> VirtualMachines, IReadOnlyList<int> Images, IReadOnlyList<string> Leases, IReadOnlyList<string> Reservations)
{
    public bool IsEmpty => VirtualMachines.Count + Images.Count + Leases.Count + Reservations.Count == 0;

    /// <summary>Reservations and held leases are somebody's intent that a removal of virtual machines does not end.</summary>
    public bool CanBeRemoved => Reservations.Count == 0 && !HasHeldLeases;

    /// <summary>True when somebody holds an address without a virtual machine.</summary>
    public bool HasHeldLeases { get; init; }

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

        List<string> leases = [];
        List<string> reservations = [];
        var hasHeld = false;
        foreach (var observed in scope.Observed.Networks.Where(n => scope.Going.Networks.Contains(n.Id)))
        {
            // Leases stand in the answer for a single network only.
            var network = await InfoAsync(scope, observed.Id, cancellationToken).ConfigureAwait(false);
            if (network is null)
                continue;
            foreach (var lease in network.AddressRanges.SelectMany(r => r.Leases))
            {
                hasHeld |= lease.IsHeld && lease.NetworkId is null;
                if (lease.NetworkId is { } reserved)
                    reservations.Add($"network {reserved} of {network.Name}");
                else
                    leases.Add($"{lease.Ip ?? lease.Mac} of {network.Name}{(lease.IsHeld ? " (held)" : "")}");
            }
        }

        return new Contents([.. machines.Order()], images, leases, [.. reservations.Distinct()]) { HasHeldLeases = hasHeld };
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        List<string> parts = [];
        if (VirtualMachines.Count > 0)
            parts.Add($"virtual machines {string.Join(", ", VirtualMachines)}");
        if (Images.Count > 0)
            parts.Add($"images {string.Join(", ", Images)}");
        if (Leases.Count > 0)
            parts.Add($"leases {string.Join(", ", Leases)}");
        if (Reservations.Count > 0)
            parts.Add($"reservations {string.Join(", ", Reservations)}");
        return string.Join("; ", parts);
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
