using System.Globalization;
using System.Text;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Hosts.Ssh.Facts;

/// <summary>Reads what <see cref="FactsScript"/> prints. The host may be anything, so nothing in it is believed to be well-formed.</summary>
internal static class FactsParser
{
    public static HostFacts Parse(string output, string host)
    {
        Dictionary<string, string> answers = Answers(output);
        string boot = answers.GetValueOrDefault("boot", "").Trim();
        if (!Guid.TryParseExact(boot, "D", out _))
        {
            throw new EdgeException("HostNotUnderstood", ErrorKind.InvalidAnswer, $"{host} answers by SSH but does not say what it is: there is no boot id. It is not Linux with a POSIX shell, or its login shell prints something else.")
            {
                Target = host,
                RecommendedAction = "Use a machine with one of the supported Linux distributions and a plain login shell.",
            };
        }
        IReadOnlyDictionary<string, string> release = OsRelease.Parse(answers.GetValueOrDefault("release", ""));
        return new(
            boot,
            release.GetValueOrDefault("ID", "linux").ToLowerInvariant(),
            release.GetValueOrDefault("ID_LIKE", "").ToLowerInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries),
            release.GetValueOrDefault("VERSION_ID", ""),
            release.GetValueOrDefault("PRETTY_NAME", release.GetValueOrDefault("NAME", "Linux")),
            Word(answers.GetValueOrDefault("machine", "")),
            answers.GetValueOrDefault("systemd", "").Trim() == "yes",
            DefaultInterface(answers.GetValueOrDefault("route", "")),
            Addresses(answers.GetValueOrDefault("addresses", "")));
    }

    private static Dictionary<string, string> Answers(string output)
    {
        Dictionary<string, string> answers = new(StringComparer.Ordinal);
        foreach (string line in output.Split('\n'))
        {
            string[] parts = line.TrimEnd('\r').Split('\t');
            if (parts is not ["@fact", var name, var base64])
                continue;
            byte[] bytes = new byte[base64.Length];
            if (Convert.TryFromBase64String(base64, bytes, out int length))
                answers.TryAdd(name, Encoding.UTF8.GetString(bytes, 0, length));
        }
        return answers;
    }

    /// <summary>The route of the lowest metric; no metric is 0.</summary>
    private static string? DefaultInterface(string routes) =>
        routes.Split('\n')
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(words => words.Length > 0 && words[0] == "default")
            .OrderBy(words => uint.TryParse(After(words, "metric"), NumberStyles.None, CultureInfo.InvariantCulture, out uint metric) ? metric : 0)
            .Select(words => After(words, "dev"))
            .FirstOrDefault(IsInterfaceName);

    /// <summary>
    /// Lines of <c>ip -o addr</c>: <c>2: bond0    inet 10.0.0.1/31 brd … scope global bond0:0\       valid_lft …</c>. An address stands under its interface and,
    /// where it has another, under its label, by which providers' documents call it.
    /// </summary>
    private static Dictionary<string, IReadOnlyList<string>> Addresses(string text)
    {
        Dictionary<string, List<string>> found = new(StringComparer.Ordinal);
        foreach (string line in text.Split('\n'))
        {
            string[] words = line.Split('\\')[0].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words.Length < 4 || words[2] != "inet")
                continue;
            string name = words[1].Split('@')[0];
            string address = words[3].Split('/')[0];
            if (!IsInterfaceName(name) || !System.Net.IPAddress.TryParse(address, out System.Net.IPAddress? parsed) || parsed.AddressFamily != System.Net.Sockets.AddressFamily.InterNetwork)
                continue;
            Add(name, address);
            if (words[^1] != name && words[^1].StartsWith(name + ":", StringComparison.Ordinal) && IsInterfaceName(words[^1]))
                Add(words[^1], address);
        }
        return found.ToDictionary(pair => pair.Key, pair => (IReadOnlyList<string>)pair.Value, StringComparer.Ordinal);

        void Add(string name, string address)
        {
            if (!found.TryGetValue(name, out List<string>? list))
                found[name] = list = [];
            list.Add(address);
        }
    }

    private static string? After(string[] words, string word) => Array.IndexOf(words, word) is >= 0 and var i && i + 1 < words.Length ? words[i + 1] : null;

    /// <summary>What Linux allows as a name, cut down to what cannot mean anything else in a script or a file name.</summary>
    private static bool IsInterfaceName(string? name) =>
        name is { Length: > 0 and <= 32 } && name is not ("." or "..") && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-' or ':') && name[0] != '-';

    private static string Word(string text) => new([.. text.Trim().Where(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.').Take(64)]);
}
