using System.Management.Automation;
using EdgeProvision.Model;

namespace EdgeProvision.PowerShell.Commands.Selection;

/// <summary>A base descriptor that is named by its path.</summary>
internal static class TemplatePath
{
    /// <summary>True for what can only be a path: names of shipped base descriptors have neither folder nor ending.</summary>
    public static bool IsOne(string template) =>
        template.IndexOfAny(['/', '\\']) >= 0 || template.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase) || template.EndsWith(".yml", StringComparison.OrdinalIgnoreCase);

    /// <summary>What stands in <c>extends</c> for it: relative to the current directory where the user wrote it so, else in full.</summary>
    /// <exception cref="EdgeException"><c>TemplateNotFound</c>, <c>PathNotInFileSystem</c>.</exception>
    public static string Resolve(SessionState session, string template, string directory)
    {
        var full = LocalPaths.Full(session, template);
        if (!File.Exists(full))
            throw new EdgeException("TemplateNotFound", ErrorKind.NotFound, $"There is no file '{full}' to build on.") { Target = template, RecommendedAction = "Give the path of a descriptor, or the name of one that is shipped." };
        var isRelative = !Path.IsPathRooted(template) && template[0] != '~' && !session.Path.IsPSAbsolute(template, out _);
        return isRelative ? Path.GetRelativePath(directory, full).Replace('\\', '/') : full;
    }
}
