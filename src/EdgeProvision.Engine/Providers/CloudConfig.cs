using System.Text;
using System.Text.RegularExpressions;

namespace EdgeProvision.Engine.Providers;

/// <summary>What is common to the cloud-configs that drivers send with their orders.</summary>
internal static partial class CloudConfig
{
    /// <summary>A document's first line, by which machines know it.</summary>
    public static StringBuilder Begin() => new("#cloud-config\n");

    /// <summary>Lets keys in.</summary>
    /// <param name="text">The document.</param>
    /// <param name="publicKeys">OpenSSH's lines, one below the other.</param>
    public static StringBuilder AppendKeys(this StringBuilder text, string publicKeys)
    {
        var keys = publicKeys.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (keys.Length > 0)
            text.Append("ssh_authorized_keys:\n");
        foreach (var key in keys)
            text.Append("  - ").Append(Scalar(key)).Append('\n');
        return text;
    }

    /// <summary>A value. A key's comment is free text; only what no YAML reader can misread stays unquoted.</summary>
    public static string Scalar(string value) =>
        Plain().IsMatch(value) ? value : "'" + value.Replace("'", "''", StringComparison.Ordinal) + "'";

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9@+/=._ -]*\z")]
    private static partial Regex Plain();
}
