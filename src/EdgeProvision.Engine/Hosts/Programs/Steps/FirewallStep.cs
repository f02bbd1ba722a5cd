namespace EdgeProvision.Engine.Hosts.Programs.Steps;

/// <summary>The host's own table of packet filter rules.</summary>
/// <param name="Role">The role it belongs to.</param>
/// <param name="Title">What it is for.</param>
/// <param name="BaseRules">True to let in established traffic, ICMP, loopback and <paramref name="Services"/> by name.</param>
/// <param name="Strict">True to reject everything else that comes in, and everything forwarded. Needs the base rules.</param>
/// <param name="Interface">Limits the services to this interface, or null.</param>
/// <param name="Services">What is let in.</param>
/// <param name="Masquerade">True to masquerade outgoing traffic.</param>
/// <param name="MasqueradeInterface">The interface by which it goes out; null for that of the default route.</param>
/// <param name="MasqueradeSource">Limits masquerading to this network (<c>192.168.150.0/24</c>), or null.</param>
public sealed record FirewallStep(
    string Role, string Title, bool BaseRules, bool Strict, string? Interface, IReadOnlyList<FirewallService> Services,
    bool Masquerade, string? MasqueradeInterface, string? MasqueradeSource) : NetworkPart(Role, Title)
{
    /// <summary>
    /// True where nothing else comes in to the host itself by the interface of the default route, whatever is forwarded or translated: virtual machines have addresses that arrive there. Which
    /// interface that is the host finds out itself, since a bridge may take it over. Needs the base rules.
    /// </summary>
    public bool Closed { get; init; }

    /// <inheritdoc/>
    public override string FileName => "10-firewall.conf";

    /// <inheritdoc/>
    public override IReadOnlyList<(string Word, string Value)> Settings =>
    [
        ("kind", "firewall"), ("base_rules", BaseRules ? "yes" : "no"), ("strict", Strict ? "yes" : "no"), ("interface", Interface ?? "-"),
        .. Services.Select(s => ("service", $"{s.Protocol} {s.Port}")),
        ("masquerade", Masquerade ? "yes" : "no"), ("masquerade_interface", MasqueradeInterface ?? "-"), ("masquerade_source", MasqueradeSource ?? "-"),
        .. Closed ? [("closed", "yes")] : Array.Empty<(string, string)>(),
    ];
}
