using System.Management.Automation;
using EdgeProvision.Model;

namespace EdgeProvision.PowerShell.Commands.Selection;

/// <summary>Paths of this machine's file system, as a user writes them. Those of other providers of PowerShell (<c>Env:</c>, <c>Variable:</c>) are refused.</summary>
internal static class LocalPaths
{
    /// <summary>Whether wildcards in it are to be expanded.</summary>
    public static bool IsPattern(string path, bool literal) => !literal && WildcardPattern.ContainsWildcardCharacters(path);

    /// <summary>A path in full, whether something is there or not.</summary>
    /// <exception cref="EdgeException"><c>PathNotInFileSystem</c>.</exception>
    public static string Full(SessionState session, string path)
    {
        var full = session.Path.GetUnresolvedProviderPathFromPSPath(path, out var provider, out _);
        return Checked(path, full, provider);
    }

    /// <summary>What stands under a pattern, in full; none is none.</summary>
    /// <exception cref="EdgeException"><c>PathNotInFileSystem</c>.</exception>
    public static IReadOnlyList<string> Matching(SessionState session, string pattern)
    {
        try
        {
            var found = session.Path.GetResolvedProviderPathFromPSPath(pattern, out var provider);
            return [.. found.Select(f => Checked(pattern, f, provider))];
        }
        catch (ItemNotFoundException)
        {
            return [];
        }
    }

    /// <summary>What stands under paths, in full; wildcards are expanded unless the paths are literal.</summary>
    /// <exception cref="EdgeException"><c>LocalFileNotFound</c>, <c>PathNotInFileSystem</c>.</exception>
    public static IEnumerable<string> Standing(SessionState session, IEnumerable<string> paths, bool literal)
    {
        foreach (var path in paths)
        {
            var found = (IsPattern(path, literal) ? Matching(session, path) : [Full(session, path)]).Where(Path.Exists).ToList();
            if (found.Count == 0)
            {
                var full = Full(session, path);
                throw new EdgeException("LocalFileNotFound", ErrorKind.NotFound, IsPattern(path, literal) ? $"No file on this machine matches '{full}'." : $"There is no file or folder '{full}' on this machine.")
                {
                    Target = full,
                    RecommendedAction = $"Look with Get-ChildItem '{Path.GetDirectoryName(full)}'. What is on a host is copied with -FromHost.",
                };
            }

            foreach (var file in found)
                yield return file;
        }
    }

    /// <summary>Where something is copied to, in full: a path that ends like a folder still does.</summary>
    /// <exception cref="EdgeException"><c>PathNotInFileSystem</c>.</exception>
    public static string Destination(SessionState session, string path)
    {
        var full = Full(session, path);
        return path.EndsWith('/') && !Path.EndsInDirectorySeparator(full) ? full + Path.DirectorySeparatorChar : full;
    }

    private static string Checked(string path, string full, ProviderInfo provider) => provider.Name == "FileSystem"
        ? full
        : throw new EdgeException("PathNotInFileSystem", ErrorKind.InvalidInput, $"The path '{path}' is in PowerShell's provider {provider.Name}; a file is needed.") { Target = path };
}
