using System.Management.Automation;
using EdgeProvision.Model;

namespace EdgeProvision.PowerShell.Commands.Selection;

/// <summary>Which descriptor files a call means. A cmdlet that reads descriptors hands one of these to PowerShell as its dynamic parameters.</summary>
public class DescriptorFileSelection
{
    internal const string ByPath = "Path";
    internal const string ByLiteralPath = "LiteralPath";

    /// <summary>Descriptor files; wildcards are expanded.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ByPath, ValueFromPipeline = true)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <summary>Descriptor files, taken as written.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByLiteralPath, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "FullName")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>The files that this record of the pipeline names, in full. Whether one exists is the loader's to say.</summary>
    /// <param name="session">Where paths are looked up.</param>
    /// <param name="parameterSet">How they are named.</param>
    /// <param name="tell">Is told what is wrong with a path (<c>DescriptorNotFound</c>, <c>PathNotInFileSystem</c>), and how many there are.</param>
    internal IReadOnlyList<string> Files(SessionState session, string parameterSet, Action<EdgeException, int> tell) =>
        parameterSet == ByLiteralPath ? Files(session, LiteralPath, literal: true, tell) : Files(session, Path, literal: false, tell);

    /// <summary>The same for some paths; wildcards are expanded unless the paths are literal.</summary>
    internal static IReadOnlyList<string> Files(SessionState session, IReadOnlyList<string> paths, bool literal, Action<EdgeException, int> tell)
    {
        List<string> files = [];
        foreach (var path in paths)
        {
            try
            {
                files.AddRange(Files(session, [path], literal));
            }
            catch (EdgeException error)
            {
                tell(error, paths.Count);
            }
        }

        return files;
    }

    /// <summary>The files of some paths, in full; wildcards are expanded unless the paths are literal.</summary>
    /// <exception cref="EdgeException"><c>DescriptorNotFound</c>, <c>PathNotInFileSystem</c>.</exception>
    internal static IReadOnlyList<string> Files(SessionState session, IEnumerable<string> paths, bool literal) =>
        [.. paths.SelectMany(path => literal || !WildcardPattern.ContainsWildcardCharacters(path) ? [File(session, path)] : Expand(session, path))];

    /// <summary>The full path of a file, whether there is one or not.</summary>
    /// <exception cref="EdgeException"><c>PathNotInFileSystem</c>.</exception>
    internal static string File(SessionState session, string path)
    {
        var file = session.Path.GetUnresolvedProviderPathFromPSPath(path, out var provider, out _);
        return Checked(path, file, provider);
    }

    private static IReadOnlyList<string> Expand(SessionState session, string path)
    {
        try
        {
            var found = session.Path.GetResolvedProviderPathFromPSPath(path, out var provider);
            return found.Count > 0 ? [.. found.Select(f => Checked(path, f, provider))] : throw NotFound(path, null);
        }
        catch (ItemNotFoundException error)
        {
            throw NotFound(path, error);
        }
    }

    private static string Checked(string path, string found, ProviderInfo provider) => provider.Name == "FileSystem"
        ? found
        : throw new EdgeException("PathNotInFileSystem", ErrorKind.InvalidInput, $"The path '{path}' is in the provider {provider.Name}; a descriptor is a file.") { Target = path };

    private static EdgeException NotFound(string path, Exception? error) =>
        new("DescriptorNotFound", ErrorKind.NotFound, $"No file matches '{path}'.", error) { Target = path };
}
