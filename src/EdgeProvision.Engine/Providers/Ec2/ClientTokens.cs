using System.Security.Cryptography;
using System.Text;

namespace EdgeProvision.Engine.Providers.Ec2;

/// <summary>
/// The word by which the service knows a repeated order: the same for the same host and attempt, however often and by whomever it is sent. So an order whose
/// answer was lost may be sent again, and makes nothing new. A host that is made anew is another one in OpenNebula: the service remembers the word of its
/// predecessor for a day after that machine's end, and would refuse it.
/// </summary>
internal static class ClientTokens
{
    public static string For(DeviceRequest request)
    {
        // A word of the user's makes another token of it, and is never the whole: one word for several hosts would be one machine.
        var text = FormattableString.Invariant($"{request.EdgeKey}\n{request.HostId}\n{request.Attempt}\n{request.Keys.GetValueOrDefault("clienttoken")}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }
}
