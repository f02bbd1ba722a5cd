using System.Globalization;

namespace EdgeProvision.Sandbox.Hosts.Room;

/// <summary>
/// Limits of the computer that many machines need higher: each systemd takes about six inotify instances, of which 128 are usual.
/// Raised by the first room, given back by the last.
/// </summary>
internal sealed class RaisedSysctls(string savedFile, params IReadOnlyList<(string Path, long Value)> wanted)
{
    public static IReadOnlyList<(string Path, long Value)> ManyMachines { get; } =
    [
        ("/proc/sys/fs/inotify/max_user_instances", 8192),
        ("/proc/sys/fs/inotify/max_user_watches", 1_048_576),
        ("/proc/sys/kernel/keys/maxkeys", 20_000),
    ];

    public void Raise()
    {
        foreach (var (path, value) in wanted.Where(w => File.Exists(w.Path) && Read(w.Path) < w.Value))
        {
            // What was found is on disk before it is changed, and the first one that changed it is believed.
            File.AppendAllText(savedFile, string.Create(CultureInfo.InvariantCulture, $"{BootId()} {path} {Read(path)}\n"));
            TryWrite(path, value.ToString(CultureInfo.InvariantCulture));
        }
    }

    public void Restore()
    {
        if (!File.Exists(savedFile))
        {
            return;
        }

        var saved = File.ReadLines(savedFile).Select(l => l.Split(' ')).Where(w => w.Length == 3 && w[0] == BootId());
        foreach (var (path, value) in saved.DistinctBy(w => w[1]).Select(w => (Path: w[1], Value: w[2])))
        {
            // What is no longer as we set it, somebody has set since.
            if (File.Exists(path) && wanted.Any(w => w.Path == path && w.Value == Read(path)))
            {
                TryWrite(path, value);
            }
        }

        File.Delete(savedFile);
    }

    private static void TryWrite(string path, string value)
    {
        try
        {
            File.WriteAllText(path, value);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // In many containers they cannot be changed; a few machines get along with what there is.
        }
    }

    private static long Read(string path) => long.Parse(File.ReadAllText(path), CultureInfo.InvariantCulture);

    private static string BootId() => File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim();
}
