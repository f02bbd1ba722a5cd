namespace EdgeProvision.Sandbox.Filtering;

/// <summary>The provider's network as far as it holds packets up.</summary>
public interface IPacketFilter
{
    /// <summary>
    /// Filters these machines, and no others, from now on: what is to come to one, or from one, has to be let through by a rule, or be an answer to what was. Machines that there are
    /// not yet are filtered from their first packet. What stands goes on when the rule goes by which it was let through. May be repeated.
    /// </summary>
    Task FilterAsync(IReadOnlyList<FilteredMachines> machines, CancellationToken cancellationToken);
}
