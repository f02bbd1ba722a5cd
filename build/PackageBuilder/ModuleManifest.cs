using System.Collections;
using System.Management.Automation.Language;

namespace EdgeProvision.PackageBuilder;

/// <summary>A module's manifest, read as PowerShell reads it.</summary>
internal sealed class ModuleManifest
{
    private readonly string _text;
    private readonly HashtableAst _syntax;
    private readonly Hashtable _values;

    private ModuleManifest(string text, HashtableAst syntax)
    {
        _text = text;
        _syntax = syntax;
        _values = (Hashtable)syntax.SafeGetValue();
    }

    private Hashtable ForGallery => (Hashtable)((Hashtable)_values["PrivateData"]!)["PSData"]!;

    public string Version => Text(_values, "ModuleVersion");

    public string Author => Text(_values, "Author");

    public string Copyright => Text(_values, "Copyright");

    public string Description => Text(_values, "Description");

    public IReadOnlyList<string> Cmdlets => List(_values, "CmdletsToExport");

    public IReadOnlyList<string> Tags => List(ForGallery, "Tags");

    public string ReleaseNotes => Text(ForGallery, "ReleaseNotes");

    public static ModuleManifest Read(string path)
    {
        var text = File.ReadAllText(path);
        var syntax = Parser.ParseInput(text, path, out _, out var errors);
        if (errors.Length > 0)
            throw new PackageException($"{path}: {errors[0].Message}");
        return syntax.Find(node => node is HashtableAst, searchNestedScriptBlocks: false) is HashtableAst table
            ? new ModuleManifest(text, table)
            : throw new PackageException($"{path} is no manifest.");
    }

    /// <summary>The manifest's text with other release notes, everything else as it is written.</summary>
    public string ForRelease(string version, string releaseNotes)
    {
        if (Version != version)
            throw new PackageException($"The manifest has version {Version}, the build {version} (Directory.Build.props): they are raised together.");
        var value = _syntax.FindAll(node => node is HashtableAst, searchNestedScriptBlocks: false).Cast<HashtableAst>()
            .SelectMany(table => table.KeyValuePairs)
            .FirstOrDefault(pair => pair.Item1.Extent.Text == "ReleaseNotes")?.Item2.Extent
            ?? throw new PackageException("The manifest has no ReleaseNotes.");
        // Nothing is special in such a text but a line that begins with its end.
        if (releaseNotes.Split('\n').Any(line => line.StartsWith("'@", StringComparison.Ordinal)))
            throw new PackageException("A line of the release notes begins with '@, which ends the manifest's text.");
        return $"{_text[..value.StartOffset]}@'\n{releaseNotes}\n'@{_text[value.EndOffset..]}";
    }

    private static string Text(Hashtable table, string key) =>
        table[key] as string ?? throw new PackageException($"The manifest has no {key}.");

    private static IReadOnlyList<string> List(Hashtable table, string key) =>
        table[key] is object[] { Length: > 0 } items ? [.. items.Cast<string>()] : throw new PackageException($"The manifest has no {key}.");
}
