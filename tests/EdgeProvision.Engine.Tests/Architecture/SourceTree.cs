using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace EdgeProvision.Engine.Tests.Architecture;

/// <summary>The project's sources, as they lie in the checkout that this test was built from.</summary>
internal static partial class SourceTree
{
    public static string Root { get; } = FindRoot();

    public static IReadOnlyList<string> Projects { get; } =
        [.. Files("*.csproj").Select(p => Path.GetRelativePath(Root, p).Replace('\\', '/')).Order(StringComparer.Ordinal)];

    public static IEnumerable<string> CodeFiles(string folder) =>
        Files("*.cs").Where(f => f.StartsWith(Path.Combine(Root, folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal));

    /// <summary>Names of the projects that a project's assembly refers to; one that is only built before it is none of them.</summary>
    public static IReadOnlyList<string> References(string project) =>
    [
        .. XDocument.Load(Path.Combine(Root, project)).Descendants("ProjectReference")
            .Where(r => r.Attribute("ReferenceOutputAssembly")?.Value != "false")
            .Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value.Replace('\\', '/')))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The engine's top folders that a file names, by using or by qualified name.</summary>
    public static IEnumerable<string> EngineFoldersNamedIn(string file) =>
        File.ReadLines(file).Where(l => !l.StartsWith("namespace ", StringComparison.Ordinal) && !l.TrimStart().StartsWith("//", StringComparison.Ordinal))
            .SelectMany(l => EngineFolder().Matches(l).Select(m => m.Groups[1].Value));

    private static IEnumerable<string> Files(string pattern) =>
        new[] { "src", "tests", "build" }.Select(f => Path.Combine(Root, f)).Where(Directory.Exists)
            .SelectMany(f => Directory.EnumerateFiles(f, pattern, SearchOption.AllDirectories))
            .Where(f => !Path.GetRelativePath(Root, f).Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"));

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "EdgeProvision.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException($"There is no EdgeProvision.sln above {AppContext.BaseDirectory}.");
    }

    // A property may be named like a folder: what follows it is then no name of a namespace or type that is followed by another.
    [GeneratedRegex(@"(?:\bEdgeProvision\.Engine\.|(?<![\w.])(?=\w+\.(?!Values\b|Keys\b)[A-Z]\w*\.[A-Z]))(Descriptors|Execution|Hosts|Observation|Offers|OpenNebula|Operations|Pictures|Planning|Plans|Providers|Records|Requests|Settings)\b")]
    private static partial Regex EngineFolder();
}
