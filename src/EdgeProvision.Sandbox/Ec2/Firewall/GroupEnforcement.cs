using EdgeProvision.Sandbox.Filtering;

namespace EdgeProvision.Sandbox.Ec2.Firewall;

/// <summary>Puts security groups into force as they stand by then: one update at a time, lest an earlier one overtake a later one.</summary>
internal sealed class GroupEnforcement(Ec2Store store, IPacketFilter? filter)
{
    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>The caller does not hold the store's gate. Nothing happens when nothing has changed.</summary>
    public async Task BringUpToDateAsync(CancellationToken cancellationToken)
    {
        if (filter is null)
            return;
        await _turn.WaitAsync(cancellationToken);
        try
        {
            IReadOnlyList<FilteredMachines> machines;
            lock (store.Gate)
                machines = GroupFilter.Of(store);
            await filter.FilterAsync(machines, cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }
}
