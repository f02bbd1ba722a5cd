using System.Security.Cryptography;
using System.Text;

namespace EdgeProvision.Sandbox.Packet;

/// <summary>Ids of catalogue entries: UUIDs that are the same in every sandbox.</summary>
internal static class StableId
{
    public static string Of(string kind, string slug) =>
        new Guid(SHA256.HashData(Encoding.UTF8.GetBytes($"packet/{kind}/{slug}")).AsSpan(0, 16)).ToString();
}
