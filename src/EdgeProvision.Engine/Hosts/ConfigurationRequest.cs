namespace EdgeProvision.Engine.Hosts;

/// <summary>Everything that decides what one host is configured to.</summary>
/// <param name="Playbooks">Names in the order in which they run.</param>
/// <param name="Variables">
/// The descriptor's evaluated configuration of this host. Values: string, bool, long, double, null,
/// <c>IReadOnlyList&lt;object?&gt;</c>, <c>IReadOnlyDictionary&lt;string, object?&gt;</c>.
/// </param>
/// <param name="FallbackVariables">Defaults that lie below the descriptor's and above the roles' (a sandbox's repository base, the front-end's release, oneadmin's public key).</param>
/// <param name="TunnelAddress">This member's own tunnel address, or null.</param>
/// <param name="Peers">The members known now.</param>
public sealed record ConfigurationRequest(
    IReadOnlyList<string> Playbooks, IReadOnlyDictionary<string, object?> Variables, IReadOnlyDictionary<string, object?> FallbackVariables,
    string? TunnelAddress, PeerSet Peers)
{
    /// <summary>Variables whose values are secrets: they do not enter the fingerprint.</summary>
    public IReadOnlySet<string> SecretNames { get; init; } = new HashSet<string>();
}
