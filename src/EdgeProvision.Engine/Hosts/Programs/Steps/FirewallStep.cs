namespace EdgeProvision.Engine.Hosts.Programs.Steps;

/// <summary>The host's own table of packet filter rules.</summary>
/// <param name="Role">The role it belongs to.</param>
/// <param name="Title">What it is for.</param>
/// <param name="BaseRules">True to let in established traffic, ICMP, loopback and <paramref name="Services"/> by name.</param>
/// <param name="Strict">True to reject everything else that comes in, and everything forwarded. Needs the base rules.</param>
/// <param name="Interface">Limits the services to this interface, or null.</param>
/// <param name="Services">What is let in.</param>
/// <param name="MasqueradeInterface">The interface whose outgoing traffic is masqueraded, or null for no masquerading.</param>
/// <param name="MasqueradeSource">Limits masquerading to this network (<c>192.168.150.0/24</c>), or null.</param>
public sealed record FirewallStep(
    string Role, string Title, bool BaseRules, bool Strict, string? Interface, IReadOnlyList<FirewallService> Services,
    string? MasqueradeInterface, string? MasqueradeSource) : NetworkPart(Role, Title)
{
    /// <summary>
    /// The interface on which nothing else comes in to the host itself, whatever is forwarded or translated: where virtual machines have addresses that arrive there. Null for none. Needs the base rules.
    /// </summary>
    public string? ClosedInterface { get; init; }

    /// <inheritdoc/>
    public override string FileName => "10-firewall.conf";

    /// <inheritdoc/>
    public override IReadOnlyList<(string Word, string Value)> Settings =>
    [
        ("kind", "firewall"), ("base_rules", BaseRules ? "yes" : "no"), ("strict", Strict ? "yes" : "no"), ("interface", Interface ?? "-"),
        .. Services.Select(s => ("service", $"{s.Protocol} {s.Port}")),
        ("masquerade_interface", MasqueradeInterface ?? "-"), ("masquerade_source", MasqueradeSource ?? "-"),
        .. ClosedInterface is { } closed ? [("closed_interface", closed)] : Array.Empty<(string, string)>(),
    ];
}
