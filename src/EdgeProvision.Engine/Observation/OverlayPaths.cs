using System.Net;
using System.Net.Sockets;

namespace EdgeProvision.Engine.Observation;

/// <summary>By which addresses the members of an overlay reach each other.</summary>
internal static class OverlayPaths
{
    /// <summary>Private addresses reach only as far as one provider's one location; else the overlay goes over the public ones.</summary>
    public static bool ArePrivate(IReadOnlyCollection<MemberAddresses> members) =>
        members.Count > 0
        && members.All(m => m.PrivateAddress is not null)
        && members.Select(m => (m.Driver, m.Location)).Distinct().Count() == 1;

    /// <summary>
    /// Addresses that the overlay comes from as what is outside: those of all members as soon as it goes over public ones. A provider's own machines are among them: what one of them sends
    /// to another's public address leaves their network, and comes in again from a public address.
    /// </summary>
    public static IReadOnlyList<string> Outside(IReadOnlyCollection<MemberAddresses> members) => ArePrivate(members)
        ? []
        : [.. members.Select(m => m.PublicAddress).Where(a => IPAddress.TryParse(a, out var parsed) && parsed.AddressFamily == AddressFamily.InterNetwork).Distinct().Order(StringComparer.Ordinal)];
}
