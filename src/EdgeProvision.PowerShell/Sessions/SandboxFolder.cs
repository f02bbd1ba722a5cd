namespace EdgeProvision.PowerShell.Sessions;

/// <summary>Where the sandbox's program keeps its sessions, for a quick look at their ids.</summary>
internal static class SandboxFolder
{
    /// <summary>The ids that this user's sandboxes have, running or not.</summary>
    public static IReadOnlyList<string> Ids()
    {
        try
        {
            var sessions = Path.Combine(State(), "sandbox", "sessions");
            return Directory.Exists(sessions) ? [.. Directory.EnumerateDirectories(sessions).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)] : [];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static string State() =>
        Environment.GetEnvironmentVariable("XDG_STATE_HOME") is { Length: > 0 } home ? Path.Combine(home, "edgeprovision")
        : Environment.IsPrivilegedProcess ? "/var/lib/edgeprovision"
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local", "state", "edgeprovision");
}
