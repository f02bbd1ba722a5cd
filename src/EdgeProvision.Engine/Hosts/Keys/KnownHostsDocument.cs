using System.Security.Cryptography;
using System.Text;

namespace EdgeProvision.Engine.Hosts.Keys;

/// <summary>The text of a known_hosts file. Lines that are not touched stay as they are, byte for byte.</summary>
public sealed class KnownHostsDocument(string text)
{
    private readonly List<string> _lines = text.Length == 0 ? [] : [.. text.TrimEnd('\n').Split('\n')];

    /// <summary>How a host is written: the name alone for port 22, else <c>[name]:port</c>.</summary>
    public static string NameOf(string host, int port) => port == 22 ? host : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"[{host}]:{port}");

    /// <summary>One line.</summary>
    /// <exception cref="ArgumentException">A name contains what would make it another line or a pattern.</exception>
    public static string FormatLine(IEnumerable<string> names, string hostKey)
    {
        string[] all = [.. names];
        if (all.Length == 0 || all.Any(name => name.Length == 0 || name.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c is ',' or '*' or '?' or '!' or '#' or '|' or '@')))
            throw new ArgumentException("Not names of hosts: " + string.Join(' ', all), nameof(names));
        return SshPublicKey.TryParse(hostKey, out SshPublicKey? key) ? $"{string.Join(',', all)} {key.Line}" : throw new ArgumentException("Not a public key.", nameof(hostKey));
    }

    /// <summary>
    /// The keys that a host may show. Revoked ones are left out, and so are authorities' (certificates are not used here). Names may be lists, patterns and hashes.
    /// </summary>
    public IReadOnlyList<SshPublicKey> KeysOf(string host, int port)
    {
        string name = NameOf(host, port);
        List<SshPublicKey> keys = [], revoked = [];
        foreach (string line in _lines)
        {
            string[] words = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            bool marked = words is [['@', ..], ..];
            if (words.Length < (marked ? 4 : 3) || words[0][0] == '#' || !SshPublicKey.TryParse(string.Join(' ', words[marked ? 2..4 : 1..3]), out SshPublicKey? key))
                continue;
            if (!Matches(words[marked ? 1 : 0], name))
                continue;
            if (!marked)
                keys.Add(key);
            else if (words[0] == "@revoked")
                revoked.Add(key);
        }
        return [.. keys.Except(revoked)];
    }

    /// <summary>Takes names out: of lists each name, of hashed names the whole line. Patterns and marked lines stay: they are the administrator's.</summary>
    public void Remove(IReadOnlyCollection<string> names)
    {
        for (int i = _lines.Count - 1; i >= 0; i--)
        {
            string line = _lines[i].TrimStart();
            if (line.Length == 0 || line[0] is '#' or '@')
                continue;
            int end = line.IndexOfAny([' ', '\t']);
            if (end < 0)
                continue;
            string[] listed = line[..end].Split(',');
            string[] kept = [.. listed.Where(entry => !names.Any(name => entry[..Math.Min(3, entry.Length)] == "|1|" ? HashMatches(entry, name) : string.Equals(entry, name, StringComparison.OrdinalIgnoreCase)))];
            if (kept.Length == 0)
                _lines.RemoveAt(i);
            else if (kept.Length < listed.Length)
                _lines[i] = string.Join(',', kept) + line[end..];
        }
    }

    /// <summary>Takes the names out and puts one line with the key in.</summary>
    public void Replace(IReadOnlyCollection<string> names, string hostKey)
    {
        string line = FormatLine(names, hostKey);
        Remove(names);
        _lines.Add(line);
    }

    /// <inheritdoc/>
    public override string ToString() => _lines.Count == 0 ? "" : string.Join('\n', _lines) + "\n";

    private static bool Matches(string list, string name)
    {
        bool found = false;
        foreach (string entry in list.Split(','))
        {
            if (entry.StartsWith("|1|", StringComparison.Ordinal))
                found |= HashMatches(entry, name);
            else if (entry.StartsWith('!') && Like(entry[1..], name))
                return false;
            else
                found |= Like(entry, name);
        }
        return found;
    }

    private static bool Like(string pattern, string name) =>
        System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(pattern.Replace("\\", "\\\\", StringComparison.Ordinal), name, ignoreCase: true);

    private static bool HashMatches(string entry, string name)
    {
        string[] parts = entry.Split('|');
        if (parts.Length != 4)
            return false;
        byte[] salt = new byte[parts[2].Length], hash = new byte[parts[3].Length];
        if (!Convert.TryFromBase64String(parts[2], salt, out int saltLength) || !Convert.TryFromBase64String(parts[3], hash, out int hashLength))
            return false;
        // The file's format prescribes HMAC-SHA1; it hides names and protects nothing here.
#pragma warning disable CA5350
        return HMACSHA1.HashData(salt.AsSpan(0, saltLength), Encoding.UTF8.GetBytes(name.ToLowerInvariant())).AsSpan().SequenceEqual(hash.AsSpan(0, hashLength));
#pragma warning restore CA5350
    }
}
