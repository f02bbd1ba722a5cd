using EdgeProvision.Engine.Hosts;

namespace EdgeProvision.Engine.Execution.Boards;

/// <summary>The overlay's members at one moment.</summary>
/// <param name="Peers">The set.</param>
/// <param name="Tunnels">Tunnel address by member key.</param>
/// <param name="Outside">Addresses that the overlay comes from as what is outside of a provider's network; none where it stays in one.</param>
/// <param name="IsFinal">True when no further member is expected in this operation.</param>
/// <param name="Changed">Ends when the board changes.</param>
public sealed record PeerView(PeerSet Peers, IReadOnlyDictionary<string, string> Tunnels, IReadOnlyList<string> Outside, bool IsFinal, Task Changed);
