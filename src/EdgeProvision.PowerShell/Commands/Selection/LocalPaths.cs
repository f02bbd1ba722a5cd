using System.Management.Automation;
using EdgeProvision.Model;

namespace EdgeProvision.PowerShell.Commands.Selection;

/// <summary>Paths of this machine's file system, as a user writes them.</summary>
internal static class LocalPaths
{
    /// <summary>What stands under paths, in full; wildcards are expanded unless the paths are literal.</summary>
    /// <exception cref="EdgeException"><c>LocalFileNotFound</c>, <c>PathNotInFileSystem</c>.</exception>
    public static IEnumerable<string> Standing(SessionState session, IEnumerable<string> paths, bool literal)
    {
        foreach (var path in paths)
        {
            var isPattern = !literal && WildcardPattern.ContainsWildcardCharacters(path);
            List<string> found = isPattern ? Expand(session, path) : [Full(session, path)];
            found.RemoveAll(f => !Path.Exists(f));
            if (found.Count == 0)
                throw NotFound(path);
            foreach (var file in found)
                yield return file;
        }
    }

    /// <summary>A path in full, whether something is there or not; one that ends like a folder still does.</summary>
    /// <exception cref="EdgeException"><c>PathNotInFileSystem</c>.</exception>
    public static string Full(SessionState session, string path)
    {
        var full = session.Path.GetUnresolvedProviderPathFromPSPath(path, out var provider, out _);
        if (provider.Name != "FileSystem")
            throw new EdgeException("PathNotInFileSystem", ErrorKind.InvalidInput, $"The path '{path}' is in the provider {provider.Name}; files are copied from and to the file system.") { Target = path };
        return path.EndsWith('/') && !Path.EndsInDirectorySeparator(full) ? full + Path.DirectorySeparatorChar : full;
    }

    private static List<string> Expand(SessionState session, string path)
    {
        try
        {
            return [.. session.Path.GetResolvedProviderPathFromPSPath(path, out _)];
        }
        catch (ItemNotFoundException)
        {
            return [];
        }
    }

    private static EdgeException NotFound(string path) => new("LocalFileNotFound", ErrorKind.NotFound, $"There is no '{path}' on this machine.") { Target = path };
}
