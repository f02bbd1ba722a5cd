using System.Text;

namespace EdgeProvision.Engine.Hosts.Ssh.Facts;

/// <summary>Reads os-release: assignments as a shell reads them, without running any.</summary>
internal static class OsRelease
{
    public static IReadOnlyDictionary<string, string> Parse(string text)
    {
        Dictionary<string, string> values = new(StringComparer.Ordinal);
        foreach (string raw in text.Split('\n'))
        {
            string line = raw.Trim();
            int equals = line.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0 && line[0] != '#')
                values[line[..equals]] = Unquote(line[(equals + 1)..]);
        }
        return values;
    }

    private static string Unquote(string value)
    {
        StringBuilder text = new();
        char quote = '\0';
        for (int i = 0; i < value.Length; i++)
        {
            char c = value[i];
            if (c == quote)
                quote = '\0';
            else if (quote == '\0' && (c == '"' || c == '\''))
                quote = c;
            else if (c == '\\' && quote != '\'' && i + 1 < value.Length)
                text.Append(value[++i]);
            else if (!char.IsControl(c))
                text.Append(c);
        }
        return text.Length <= 256 ? text.ToString() : text.ToString(0, 256);
    }
}
