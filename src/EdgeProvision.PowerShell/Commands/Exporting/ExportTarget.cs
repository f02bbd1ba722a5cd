using System.Management.Automation;
using EdgeProvision.Engine.Pictures;
using EdgeProvision.Model;
using EdgeProvision.PowerShell.Commands.Selection;

namespace EdgeProvision.PowerShell.Commands.Exporting;

/// <summary>Where something is exported to: a file, or a folder that gets a file for each thing.</summary>
/// <param name="Path">In full.</param>
/// <param name="IsFolder">Whether it is a folder.</param>
internal sealed record ExportTarget(string Path, bool IsFolder)
{
    private static readonly Dictionary<string, PictureFormat> s_formats = new(StringComparer.OrdinalIgnoreCase)
    {
        [".html"] = PictureFormat.Html,
        [".htm"] = PictureFormat.Html,
        [".svg"] = PictureFormat.Svg,
        [".mmd"] = PictureFormat.Mermaid,
        [".mermaid"] = PictureFormat.Mermaid,
        [".md"] = PictureFormat.Markdown,
        [".markdown"] = PictureFormat.Markdown,
    };

    /// <summary>What a user's path means. Wildcards, where they are expanded, must match one file or folder.</summary>
    /// <exception cref="EdgeException"><c>PathNotInFileSystem</c>, <c>PathAmbiguous</c>.</exception>
    public static ExportTarget Of(SessionState session, string path, bool literal)
    {
        var full = LocalPaths.IsPattern(path, literal) ? Expanded(session, path) : LocalPaths.Full(session, path);
        return new ExportTarget(full, Directory.Exists(full));
    }

    /// <summary>The format that the file's name stands for, or null.</summary>
    public PictureFormat? Format => IsFolder ? null : s_formats.TryGetValue(System.IO.Path.GetExtension(Path), out var format) ? format : null;

    /// <summary>The file for one thing of a folder. Names are free text: what does not go into a file's name is replaced.</summary>
    public string FileFor(string name, PictureFormat format)
    {
        var safe = string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' ? c : '_')).TrimStart('.');
        return System.IO.Path.Combine(Path, (safe.Length == 0 ? "provision" : safe) + Drawing.Extension(format));
    }

    private static string Expanded(SessionState session, string path)
    {
        var found = LocalPaths.Matching(session, path);
        return found.Count == 1 ? found[0] : throw new EdgeException("PathAmbiguous", ErrorKind.InvalidInput, $"'{path}' matches {(found.Count == 0 ? "nothing" : $"{found.Count} files")}, so that it is not clear where to write.")
        {
            Target = path,
            RecommendedAction = "Use -LiteralPath for a name with brackets or asterisks in it.",
        };
    }
}
