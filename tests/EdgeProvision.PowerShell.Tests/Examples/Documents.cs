using System.Text.RegularExpressions;
using EdgeProvision.PowerShell.Tests.Hosting;

namespace EdgeProvision.PowerShell.Tests.Examples;

/// <summary>All that tells users what to type in PowerShell: found by itself, so that what is new is run without a word here.</summary>
internal static partial class Documents
{
    /// <summary>Every document with a PowerShell block, and every example script, as they are called in the repository.</summary>
    public static IReadOnlyList<string> All { get; } =
        [.. new[] { "README.md" }.Concat(In("docs/en-US", "*.md")).Concat(In("docs/guide", "*.md")).Concat(In("examples", "*.ps1")).Where(d => Scripts(d).Count > 0)];

    /// <summary>The pages on cmdlets among them.</summary>
    public static IReadOnlyList<string> Pages { get; } = [.. In("docs/en-US", "*-*.md")];

    /// <summary>The scripts of a document, in its order.</summary>
    public static IReadOnlyList<DocumentedScript> Scripts(string document)
    {
        var text = File.ReadAllText(Path.Combine(StagedModule.Repository, document)).ReplaceLineEndings("\n");
        if (document.EndsWith(".ps1", StringComparison.Ordinal))
            return [new DocumentedScript(document, "the script", text)];
        List<DocumentedScript> scripts = [];
        Dictionary<string, int> under = [];
        foreach (Match block in PowerShellBlock().Matches(text))
        {
            var heading = Heading().Matches(text[..block.Index])[^1].Groups[1].Value;
            var title = ExampleNumber().Replace(heading, "");
            var number = under[title] = under.GetValueOrDefault(title) + 1;
            scripts.Add(new DocumentedScript(document, number == 1 ? title : $"{title} ({number})", block.Groups[1].Value.TrimEnd()));
        }

        return scripts;
    }

    private static IEnumerable<string> In(string folder, string pattern) =>
        Directory.EnumerateFiles(Path.Combine(StagedModule.Repository, folder), pattern, SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(StagedModule.Repository, path).Replace('\\', '/')).Order(StringComparer.Ordinal);

    [GeneratedRegex(@"^```powershell\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex PowerShellBlock();

    [GeneratedRegex("^#+ (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"^Example \d+: ")]
    private static partial Regex ExampleNumber();
}
