namespace EdgeProvision.Sandbox.Hosts.Tree;

/// <summary>Where Debian's packages are fetched from: from where this computer gets its own, if it is a Debian.</summary>
internal static class DebianMirror
{
    /// <summary>The mirror's address without <c>/debian</c>; null leaves it to mmdebstrap.</summary>
    public static string? Find()
    {
        string[] files = ["/etc/apt/sources.list", .. Directory.Exists("/etc/apt/sources.list.d") ? Directory.GetFiles("/etc/apt/sources.list.d") : []];
        return Choose(files.Where(File.Exists).SelectMany(File.ReadLines));
    }

    internal static string? Choose(IEnumerable<string> lines) =>
        lines.Where(l => !l.TrimStart().StartsWith('#'))
            .SelectMany(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Select(w => w.TrimEnd('/'))
            .Where(w => w.StartsWith("http", StringComparison.Ordinal) && w.EndsWith("/debian", StringComparison.Ordinal))
            .Select(w => w[..^"/debian".Length])
            .FirstOrDefault();
}
