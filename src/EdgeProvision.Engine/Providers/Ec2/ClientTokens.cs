using System.Security.Cryptography;
using System.Text;

namespace EdgeProvision.Engine.Providers.Ec2;

/// <summary>
/// The word by which the service knows a repeated order: the same for the same host and attempt, however often and by whomever it is sent. So an order whose
/// answer was lost may be sent again, and makes nothing new. A host that is made anew is another one in OpenNebula: the service remembers the word of its
/// predecessor for a day after that machine's end, and would refuse it.
/// <para>
/// Its first half is the key's alone. Whoever copies a machine at the service's console copies its tags, and never its word: by the word it shows whether a machine was ordered under the
/// key that it carries, with no knowledge of host and attempt.
/// </para>
/// </summary>
internal static class ClientTokens
{
    private const int HalfLength = 32;

    public static string For(DeviceRequest request)
    {
        // A word of the user's makes another token of it, and is never the whole: one word for several hosts would be one machine.
        var order = FormattableString.Invariant($"{request.EdgeKey}\n{request.HostId}\n{request.Attempt}\n{request.Keys.GetValueOrDefault("clienttoken")}");
        return Half(request.EdgeKey) + Half(order);
    }

    /// <summary>True for the word of an order under that key, whichever host and attempt it was.</summary>
    public static bool IsFor(string token, string edgeKey) => token.Length == 2 * HalfLength && token.StartsWith(Half(edgeKey), StringComparison.Ordinal);

    private static string Half(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..HalfLength];
}
