namespace EdgeProvision.Sandbox.CloudInit;

/// <summary>
/// Reads a cloud-config as far as emulated images apply it: <c>ssh_authorized_keys</c>, a block or flow list of plain or quoted scalars at the top level,
/// and <c>hostname</c> or <c>fqdn</c>. Nothing else is understood.
/// </summary>
internal static class CloudConfig
{
    private const string Marker = "#cloud-config";
    private const string Key = "ssh_authorized_keys:";

    /// <summary>The keys, in order; none when the text is not a cloud-config.</summary>
    public static IReadOnlyList<string> AuthorizedKeys(string? userData)
    {
        if (string.IsNullOrEmpty(userData))
            return [];
        var lines = userData.Replace("\r\n", "\n", StringComparison.Ordinal).Split('\n');
        if (lines[0].TrimEnd() != Marker)
            return [];
        var start = Array.FindIndex(lines, line => line.StartsWith(Key, StringComparison.Ordinal));
        if (start < 0)
            return [];
        var rest = WithoutComment(lines[start][Key.Length..]).Trim();
        return rest.Length > 0 ? FlowList(rest) : BlockList(lines.AsSpan(start + 1));
    }

    /// <summary>The host name that it sets: the first label, as of a full name; null when it sets none.</summary>
    public static string? Hostname(string? userData)
    {
        var lines = (userData ?? "").Replace("\r\n", "\n", StringComparison.Ordinal).Split('\n');
        if (lines[0].TrimEnd() != Marker)
            return null;
        var name = Scalar(lines, "hostname:") ?? Scalar(lines, "fqdn:");
        return name?.Split('.')[0] is { Length: > 0 } label ? label : null;
    }

    private static string? Scalar(string[] lines, string key)
    {
        var values = new List<string>();
        if (Array.Find(lines, line => line.StartsWith(key, StringComparison.Ordinal)) is { } found)
            Add(values, found[key.Length..]);
        return values.FirstOrDefault();
    }

    private static List<string> BlockList(ReadOnlySpan<string> lines)
    {
        var keys = new List<string>();
        foreach (var line in lines)
        {
            var text = line.Trim();
            if (text.Length == 0 || text[0] == '#')
                continue;
            if (text[0] != '-' || (text.Length > 1 && text[1] != ' '))
                break;
            Add(keys, text[1..]);
        }

        return keys;
    }

    private static List<string> FlowList(string text)
    {
        var keys = new List<string>();
        if (text[0] != '[' || text[^1] != ']')
            return keys;
        // A key line never contains a comma, but the options in front of it may: only those outside quotes separate.
        var start = 1;
        var quote = '\0';
        for (var i = 1; i < text.Length; i++)
        {
            if (quote != '\0')
                quote = text[i] == quote ? '\0' : quote;
            else if (text[i] is '"' or '\'')
                quote = text[i];
            else if (text[i] is ',' || i == text.Length - 1)
            {
                Add(keys, text[start..i]);
                start = i + 1;
            }
        }

        return keys;
    }

    private static void Add(List<string> keys, string item)
    {
        var text = item.Trim();
        if (text.Length >= 2 && text[0] == '"' && text.LastIndexOf('"') is > 0 and var closing)
            text = text[1..closing].Replace("\\\"", "\"", StringComparison.Ordinal).Replace("\\\\", "\\", StringComparison.Ordinal);
        else if (text.Length >= 2 && text[0] == '\'' && text.LastIndexOf('\'') is > 0 and var end)
            text = text[1..end].Replace("''", "'", StringComparison.Ordinal);
        else
            text = WithoutComment(text).TrimEnd();
        if (text.Length > 0)
            keys.Add(text);
    }

    private static string WithoutComment(string text)
    {
        var at = text.IndexOf(" #", StringComparison.Ordinal);
        return at < 0 ? text : text[..at];
    }
}
