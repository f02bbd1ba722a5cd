namespace EdgeProvision.Engine.Execution;

/// <summary>Edits a known_hosts file: under a lock, by replacing the file, its owner and mode kept.</summary>
internal static class KnownHostsFiles
{
    public static async Task ReplaceAsync(string path, IReadOnlyList<string> names, string? hostKey, CancellationToken cancellationToken)
    {
        // The lock file stands beside it: the file itself is replaced.
        await using var guard = new FileStream(path + ".edgeprovision-lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose).ConfigureAwait(false);
        var lines = File.Exists(path) ? await File.ReadAllLinesAsync(path, cancellationToken).ConfigureAwait(false) : [];
        List<string> kept = [.. lines.Where(l => !IsFor(l, names))];
        if (hostKey is not null)
            kept.Add($"{string.Join(',', names)} {hostKey}");
        await File.WriteAllLinesAsync(path, kept, cancellationToken).ConfigureAwait(false);
    }

    private static bool IsFor(string line, IReadOnlyList<string> names) =>
        line.Length > 0 && line[0] is not ('#' or '@' or '|') && line.Split(' ', 2)[0].Split(',').Any(names.Contains);
}
