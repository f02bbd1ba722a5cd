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
            return File.Exists(Locks) ? File.ReadLines(Locks).Select(Process).FirstOrDefault(pid => pid is { } found && HasOpen(found, path)) : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    // 12: FLOCK  ADVISORY  WRITE 4711 fe:00:1234 0 EOF; those who share a lock only read, and one who waits has an arrow.
    private static int? Process(string line) =>
        line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [_, "FLOCK", _, "WRITE", var pid, ..] && int.TryParse(pid, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;

    private static bool HasOpen(int pid, string path)
    {
        try
        {
            return Directory.EnumerateFiles(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/fd")).Any(open => new FileInfo(open).LinkTarget == path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // It has ended, or is another user's.
            return false;
        }
    }
}
