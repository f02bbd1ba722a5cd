using System.Text;
using System.Text.RegularExpressions;

namespace EdgeProvision.Engine.Providers.Ec2;

/// <summary>
/// The user data of a new instance: the descriptor's own, or a cloud-config that gives the machine its name and lets the user's key in, for the image's user
/// and for root, whom stock images would turn away.
/// </summary>
internal static partial class Ec2UserData
{
    /// <summary>In base64, as the service wants it.</summary>
    public static string For(DeviceRequest request)
    {
        if (request.Keys.GetValueOrDefault("userdata") is not { Length: > 0 } own)
            return Encode(CloudConfig(request));

        // The original passed it on as it was, so that its users had to encode it; whoever did not meant the text.
        return IsEncoded(own) ? own.Trim() : Encode(own);
    }

    private static string CloudConfig(DeviceRequest request)
    {
        var text = new StringBuilder("#cloud-config\n");
        text.Append("preserve_hostname: false\nhostname: ").Append(Scalar(request.Hostname.Split('.')[0])).Append('\n');
        if (request.Hostname.Contains('.', StringComparison.Ordinal))
            text.Append("fqdn: ").Append(Scalar(request.Hostname)).Append('\n');
        text.Append("disable_root: false\n");
        var keys = request.SshPublicKey.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (keys.Length > 0)
            text.Append("ssh_authorized_keys:\n");
        foreach (var key in keys)
            text.Append("  - ").Append(Scalar(key)).Append('\n');
        return text.ToString();
    }

    private static string Encode(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    // Scripts and cloud-configs begin with '#', which base64 has not.
    private static bool IsEncoded(string text)
    {
        var buffer = new byte[text.Length];
        return Convert.TryFromBase64String(text.Trim(), buffer, out var length) && length > 0;
    }

    // A key's comment is free text; only what no YAML reader can misread stays unquoted.
    private static string Scalar(string value) =>
        Plain().IsMatch(value) ? value : "'" + value.Replace("'", "''", StringComparison.Ordinal) + "'";

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9@+/=._ -]*\z")]
    private static partial Regex Plain();
}
