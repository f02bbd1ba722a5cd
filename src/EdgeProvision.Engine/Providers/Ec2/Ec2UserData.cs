using System.Text;

namespace EdgeProvision.Engine.Providers.Ec2;

/// <summary>
/// The user data of a new instance: the descriptor's own, or a cloud-config that gives the machine its name and lets the user's key in, for the image's user
/// and for root, whom stock images would turn away.
/// </summary>
internal static class Ec2UserData
{
    /// <summary>In base64, as the service wants it.</summary>
    public static string For(DeviceRequest request)
    {
        if (request.Keys.GetValueOrDefault("userdata") is not { Length: > 0 } own)
            return Encode(Generated(request));

        // The original passed it on as it was, so that its users had to encode it; whoever did not meant the text.
        return IsEncoded(own) ? own.Trim() : Encode(own);
    }

    private static string Generated(DeviceRequest request)
    {
        var text = CloudConfig.Begin();
        text.Append("preserve_hostname: false\nhostname: ").Append(CloudConfig.Scalar(request.Hostname.Split('.')[0])).Append('\n');
        if (request.Hostname.Contains('.', StringComparison.Ordinal))
            text.Append("fqdn: ").Append(CloudConfig.Scalar(request.Hostname)).Append('\n');
        return text.Append("disable_root: false\n").AppendKeys(request.SshPublicKey).ToString();
    }

    private static string Encode(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    // Scripts and cloud-configs begin with '#', which base64 has not.
    private static bool IsEncoded(string text)
    {
        var buffer = new byte[text.Length];
        return Convert.TryFromBase64String(text.Trim(), buffer, out var length) && length > 0;
    }
}
