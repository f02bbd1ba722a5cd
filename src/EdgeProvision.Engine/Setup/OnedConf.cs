using System.Text;
using System.Text.RegularExpressions;

namespace EdgeProvision.Engine.Setup;

/// <summary>
/// The text of oned.conf with what public addresses need, and without. What is added stands in one marked block at the end; the list of IPAM drivers has to be changed where it
/// stands, and the block says what was added to it. Everything else stays as it is, to the letter.
/// </summary>
internal static partial class OnedConf
{
    private const string Begin = "# BEGIN EdgeProvision: written by `oneprovision setup`, removed by `oneprovision setup --remove`";
    private const string End = "# END EdgeProvision";
    private const string Added = "# drivers added to the list of IPAM_MAD: ";
    private static readonly string[] s_drivers = ["packet", "ec2"];

    /// <summary>
    /// Tells a guest that an address is not its own business. Cards have had it from their network up to 6.2 without being asked; without it, a guest takes the public address for one
    /// of its card, and all of that network for its neighbours.
    /// </summary>
    public const string External = "EXTERNAL";

    /// <summary>With everything that is needed and does not stand there already.</summary>
    /// <param name="text">The file.</param>
    /// <param name="major">The release's first number: which attributes have to be encrypted.</param>
    public static string Apply(string text, int major)
    {
        var clean = Remove(text);
        List<string> block = [];
        var (listed, added) = AddDrivers(clean);
        if (added is null)
            block.Add("IPAM_MAD = [ EXECUTABLE = \"one_ipam\", ARGUMENTS = \"-t 1 -i dummy," + string.Join(',', s_drivers) + "\" ]");
        else if (added.Count > 0)
            block.Add(Added + string.Join(',', added));
        if (!Sections(clean, "VN_MAD_CONF").Any(s => Value(s.Value, "NAME") == "alias_sdnat"))
            block.Add("VN_MAD_CONF = [ NAME = \"alias_sdnat\", BRIDGE_TYPE = \"linux\" ]");
        block.AddRange(Encrypted(major).Append((List: "INHERIT_VNET_ATTR", Attribute: External)).Where(e => !Lists(clean, e.List, e.Attribute)).Select(e => $"{e.List} = \"{e.Attribute}\""));
        if (block.Count == 0)
            return clean;
        var separator = listed.Length == 0 || listed.EndsWith('\n') ? "" : "\n";
        return $"{listed}{separator}{Begin}{(separator.Length > 0 ? " (the line before had no end)" : "")}\n{string.Join('\n', block)}\n{End}\n";
    }

    /// <summary>Without what <see cref="Apply"/> has added.</summary>
    public static string Remove(string text)
    {
        if (Block().Match(text) is not { Success: true } block)
            return text;
        var before = text[..block.Index];
        if (block.Value.Contains("(the line before had no end)", StringComparison.Ordinal))
            before = before[..^1];
        var rest = before + text[(block.Index + block.Length)..];
        var line = block.Value.Split('\n').FirstOrDefault(l => l.StartsWith(Added, StringComparison.Ordinal));
        return line is null ? rest : DropDrivers(rest, line[Added.Length..].Trim().Split(','));
    }

    /// <summary>The text with the drivers listed, and which were not; null where no IPAM driver manager is configured.</summary>
    private static (string Text, IReadOnlyList<string>? Added) AddDrivers(string text)
    {
        if (Sections(text, "IPAM_MAD").FirstOrDefault() is not { } section)
            return (text, null);

        // Without the list every driver that is installed may be used.
        if (List(section) is not { } list)
            return (text, []);
        var listed = list.Value.Split(',');
        var missing = s_drivers.Except(listed, StringComparer.Ordinal).ToList();
        return missing.Count == 0 ? (text, []) : (Replace(text, section, list, string.Join(',', listed.Concat(missing))), missing);
    }

    private static string DropDrivers(string text, IReadOnlyList<string> added) =>
        Sections(text, "IPAM_MAD").FirstOrDefault() is { } section && List(section) is { } list ? Replace(text, section, list, string.Join(',', list.Value.Split(',').Where(d => !added.Contains(d)))) : text;

    private static Group? List(Match section) => DriverList().Match(section.Value) is { Success: true } found ? found.Groups[1] : null;

    private static string Replace(string text, Match section, Group list, string value) =>
        new StringBuilder(text).Remove(section.Index + list.Index, list.Length).Insert(section.Index + list.Index, value).ToString();

    /// <summary>Sections of that name that are no comment.</summary>
    private static IEnumerable<Match> Sections(string text, string name) => Section().Matches(text).Where(m => m.Groups["name"].Value == name);

    private static string? Value(string section, string name) => Members().Matches(section).FirstOrDefault(m => m.Groups[1].Value == name)?.Groups[2].Value;

    private static bool Lists(string text, string list, string attribute) => Singles().Matches(text).Any(m => m.Groups[1].Value == list && m.Groups[2].Value == attribute);

    /// <summary>5.10 keeps credentials where the original tool does; later releases encrypt the bodies of documents.</summary>
    private static IEnumerable<(string List, string Attribute)> Encrypted(int major) => major > 5
        ? [("DOCUMENT_ENCRYPTED_ATTR", "PROVISION_BODY")]
        :
        [
            ("CLUSTER_ENCRYPTED_ATTR", "PROVISION/PACKET_TOKEN"),
            ("HOST_ENCRYPTED_ATTR", "PROVISION/PACKET_TOKEN"), ("HOST_ENCRYPTED_ATTR", "PROVISION/EC2_ACCESS"), ("HOST_ENCRYPTED_ATTR", "PROVISION/EC2_SECRET"),
            ("VNET_ENCRYPTED_ATTR", "AR/PACKET_TOKEN"), ("VNET_ENCRYPTED_ATTR", "AR/EC2_ACCESS"), ("VNET_ENCRYPTED_ATTR", "AR/EC2_SECRET"),
        ];

    [GeneratedRegex(@"^# BEGIN EdgeProvision:.*\n(?s:.*?)^# END EdgeProvision\n?", RegexOptions.Multiline)]
    private static partial Regex Block();

    // Quotes may hold a bracket; a comment may stand between members.
    [GeneratedRegex(@"^[ \t]*(?<name>[A-Z_]+)[ \t]*=[ \t\n]*\[(?:[^\]""#]|""[^""]*""|#[^\n]*)*\]", RegexOptions.Multiline)]
    private static partial Regex Section();

    [GeneratedRegex(@"-i[ \t]*([A-Za-z0-9_,-]+)")]
    private static partial Regex DriverList();

    [GeneratedRegex(@"([A-Z_]+)[ \t]*=[ \t]*""([^""]*)""")]
    private static partial Regex Members();

    [GeneratedRegex(@"^[ \t]*([A-Z_]+)[ \t]*=[ \t]*""([^""]*)""", RegexOptions.Multiline)]
    private static partial Regex Singles();
}
