using System.Management.Automation;
using EdgeProvision.Model;

namespace EdgeProvision.PowerShell.Commands.Selection;

/// <summary>Turns what a user writes as a path into files.</summary>
internal static class DescriptorPaths
{
    /// <summary>The files of <c>-Path</c> (wildcards) or <c>-LiteralPath</c>, in full. Whether one exists is the loader's to say.</summary>
    /// <exception cref="EdgeException"><c>DescriptorNotFound</c>, <c>PathNotInFileSystem</c>.</exception>
    public static IReadOnlyList<string> Resolve(SessionState session, IEnumerable<string> paths, bool literal)
    {
        List<string> files = [];
        foreach (var path in paths)
        {
            if (literal || !WildcardPattern.ContainsWildcardCharacters(path))
                files.Add(Checked(path, session.Path.GetUnresolvedProviderPathFromPSPath(path, out var provider, out _), provider));
            else
                files.AddRange(Expand(session, path));
        }

        return files;
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
