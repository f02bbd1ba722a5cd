using EdgeProvision.Model;

namespace EdgeProvision.Engine.Hosts.Files;

/// <summary>Paths on hosts, and what may become of the names in them on this machine.</summary>
internal static class HostPath
{
    /// <summary>A path that no program takes for an option: from the root, or from the login's home.</summary>
    public static string Full(string path)
    {
        if (path.Contains('\0', StringComparison.Ordinal))
            throw new EdgeException("PathInvalid", ErrorKind.InvalidInput, "A path on a host cannot contain NUL.") { Target = path };
        if (path.StartsWith('/') || path.StartsWith("./", StringComparison.Ordinal) || path.StartsWith("../", StringComparison.Ordinal))
            return path;
        return path is "~" or "." ? "." : path is ".." ? ".." : "./" + (path.StartsWith("~/", StringComparison.Ordinal) ? path[2..] : path);
    }

    public static string Join(string folder, string name) => folder.EndsWith('/') ? folder + name : $"{folder}/{name}";

    /// <summary>Folder and name; the name is empty for a root.</summary>
    public static (string Folder, string Name) Split(string path)
    {
        var trimmed = path.Length > 1 ? path.TrimEnd('/') : path;
        var slash = trimmed.LastIndexOf('/');
        return slash switch
        {
            < 0 => (".", trimmed),
            0 => ("/", trimmed[1..]),
            _ => (trimmed[..slash], trimmed[(slash + 1)..]),
        };
    }

    /// <summary>
    /// Where a name that a host has told lies below a folder of this machine. A host may lie: whatever would lead out of the folder is refused.
    /// </summary>
    /// <exception cref="EdgeException"><c>HostPathUnsafe</c>.</exception>
    public static string Below(string folder, string name, string host)
    {
        var parts = name.Split('/');
        foreach (var part in parts)
        {
            // What cannot be decoded cannot be asked for by its name either.
            if (part is "" or "." or ".." || part.IndexOfAny(Path.GetInvalidFileNameChars()) >= 0 || part.Contains('\uFFFD', StringComparison.Ordinal))
            {
                throw new EdgeException("HostPathUnsafe", ErrorKind.Security, $"{host} tells of a file whose name cannot be used here: '{Printable(name)}'. It was not copied.")
                {
                    Target = host,
                    RecommendedAction = "Rename it on the host, or leave it out. If you do not know where such a name comes from, do not trust this host.",
                };
            }
        }

        return Path.Combine([folder, .. parts]);
    }

    /// <summary>A name for a message: in one line, and not endless.</summary>
    public static string Printable(string name)
    {
        var line = new string([.. name.Select(c => char.IsControl(c) ? '?' : c)]);
        return line.Length <= 200 ? line : line[..200] + "…";
    }
}
