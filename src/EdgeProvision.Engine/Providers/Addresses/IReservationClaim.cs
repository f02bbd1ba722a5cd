namespace EdgeProvision.Engine.Providers.Addresses;

/// <summary>
/// Where it stands written that a block's order may be under way, so that a run after this one, killed, knows to look before it buys: the record's <c>REQUESTS</c>.
/// </summary>
public interface IReservationClaim
{
    /// <summary>True when an earlier run has announced an order and never said what became of it.</summary>
    bool IsOpen { get; }

    /// <summary>Written before an order is sent.</summary>
    Task OpenAsync(CancellationToken cancellationToken);

    /// <summary>Written when nothing more can come of it: the addresses are there, or none will be.</summary>
    Task CloseAsync(CancellationToken cancellationToken);
}
