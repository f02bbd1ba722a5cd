using System.Management.Automation;
using EdgeProvision.Model;

namespace EdgeProvision.PowerShell.Commands.Selection;

/// <summary>
/// Which descriptors a call means. A cmdlet on descriptors hands one of these to PowerShell as its dynamic parameters, as those on hosts do with
/// <see cref="HostSelection"/>.
/// </summary>
public sealed class DescriptorSelection
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
    /// <exception cref="EdgeException"><c>DescriptorNotFound</c>, <c>PathNotInFileSystem</c>.</exception>
    internal IReadOnlyList<string> Files(SessionState session, string parameterSet)
    {
        var literal = parameterSet == ByLiteralPath;
        return [.. (literal ? LiteralPath : Path).SelectMany(path => literal || !WildcardPattern.ContainsWildcardCharacters(path) ? [File(session, path)] : Expand(session, path))];
    }

    private static string File(SessionState session, string path)
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
