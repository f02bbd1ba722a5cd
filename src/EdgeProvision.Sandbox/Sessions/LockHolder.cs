using System.Globalization;

namespace EdgeProvision.Sandbox.Sessions;

/// <summary>Who holds a lock on a file alone, as the kernel tells it.</summary>
internal static class LockHolder
{
    private const string Locks = "/proc/locks";

    /// <summary>The process, or null where nobody holds it or the kernel does not tell.</summary>
    public static int? Find(string path)
    {
        try
        {
            return File.Exists(Locks) ? File.ReadLines(Locks).Select(Process).FirstOrDefault(pid => pid is { } found && Holds(found, path)) : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    // 12: FLOCK  ADVISORY  WRITE 4711 fe:00:1234 0 EOF; those who share a lock only read, and one who waits has an arrow.
    private static int? Process(string line) =>
        line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [_, "FLOCK", _, "WRITE", var pid, ..] && int.TryParse(pid, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;

    /// <summary>By that very file: who only looks whether it is locked may hold another lock at the time.</summary>
    private static bool Holds(int pid, string path)
    {
        try
        {
            return Directory.EnumerateFiles(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/fd"))
                .Where(open => new FileInfo(open).LinkTarget == path)
                .Any(open => File.ReadLines(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/fdinfo/{Path.GetFileName(open)}")).Any(IsAlone));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // It has ended, or is another user's.
            return false;
        }
    }

    // lock:   1: FLOCK  ADVISORY  WRITE 4711 fe:00:1234 0 EOF
    private static bool IsAlone(string line) => line.StartsWith("lock:", StringComparison.Ordinal) && line.Contains(" FLOCK ", StringComparison.Ordinal) && line.Contains(" WRITE ", StringComparison.Ordinal);
}
