using System.Globalization;

namespace EdgeProvision.Sandbox.Ec2.Firewall;

/// <summary>Packets that a rule is about.</summary>
/// <param name="Protocol"><c>tcp</c>, <c>udp</c>, <c>icmp</c>, <c>icmpv6</c>, a number, or <c>-1</c> for all.</param>
/// <param name="From">The first port, or the ICMP type; null where there are no ports.</param>
/// <param name="To">The last port, or the ICMP code.</param>
internal sealed record Permission(string Protocol, int? From, int? To)
{
    public const string AllProtocols = "-1";

    public static Permission Everything { get; } = new(AllProtocols, null, null);

    /// <summary>As error messages describe it.</summary>
    public string Describe(RulePeer peer)
    {
        var what = Protocol == AllProtocols ? "ALL" : string.Create(CultureInfo.InvariantCulture, $"{Protocol.ToUpperInvariant()}, from port: {From}, to port: {To}");
        return $"peer: {peer}, {what}, ALLOW";
    }
}
