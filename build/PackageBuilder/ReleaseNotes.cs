using System.Text.RegularExpressions;

namespace EdgeProvision.PackageBuilder;

/// <summary>What the changelog says of one version.</summary>
internal static partial class ReleaseNotes
{
    // The gallery's limit.
    private const int Longest = 35_000;

    /// <summary>The text under the version's heading.</summary>
    public static string Of(string changelog, string version)
    {
        var sections = Heading().Split(changelog.ReplaceLineEndings("\n"));
        // Split keeps the captured version before each section's text.
        var index = Array.IndexOf(sections, version, 1);
        var text = index < 0 ? "" : sections[index + 1].Trim();
        if (text.Length == 0)
            throw new PackageException($"CHANGELOG.md has no section '## {version}' with text.");
        if (text.Length > Longest)
            throw new PackageException($"The section '## {version}' of CHANGELOG.md has {text.Length} characters; release notes may have {Longest}.");
        return text;
    }

    [GeneratedRegex(@"^## (\S+).*\n", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Heading();
}
