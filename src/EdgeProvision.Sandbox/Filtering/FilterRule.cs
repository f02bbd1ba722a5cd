using System.Net;

namespace EdgeProvision.Sandbox.Filtering;

/// <summary>Packets that are let through.</summary>
/// <param name="Direction">Which way they go.</param>
/// <param name="Peers">The IPv4 networks at the other end, none in another.</param>
public sealed record FilterRule(PacketDirection Direction, IReadOnlyList<IPNetwork> Peers)
{
    /// <summary>Protocol numbers that have more to tell apart by.</summary>
    internal const int Icmp = 1, Tcp = 6, Udp = 17;

    /// <summary>The protocol's number, or null for all.</summary>
    public int? Protocol { get; init; }

    /// <summary>The ports at the receiver, of protocols that have them; null for all.</summary>
    public (int First, int Last)? Ports { get; init; }

    /// <summary>The type, of ICMP; null for all.</summary>
    public int? IcmpType { get; init; }

    /// <summary>The code of that type; null for all.</summary>
    public int? IcmpCode { get; init; }
}
