using System.Text;
using System.Text.RegularExpressions;

namespace EdgeProvision.Engine.Providers.Packet;

/// <summary>The user data of a new device: the descriptor's own, or a cloud-config that lets the user's key in.</summary>
internal static partial class PacketUserData
{
    public static string For(DeviceRequest request)
    {
        if (request.Keys.TryGetValue("userdata", out var own) && own.Length > 0)
            return own;

        var text = new StringBuilder("#cloud-config\n");
        var keys = request.SshPublicKey.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (keys.Length > 0)
            text.Append("ssh_authorized_keys:\n");
        foreach (var key in keys)
            text.Append("  - ").Append(Scalar(key)).Append('\n');
        return text.ToString();
    }

    // A key's comment is free text; only what no YAML reader can misread stays unquoted.
    private static string Scalar(string value) =>
        Plain().IsMatch(value) ? value : "'" + value.Replace("'", "''", StringComparison.Ordinal) + "'";

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9@+/=._ -]*\z")]
    private static partial Regex Plain();
}
