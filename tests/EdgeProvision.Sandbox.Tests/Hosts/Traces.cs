using EdgeProvision.Sandbox.Hosts;

namespace EdgeProvision.Sandbox.Tests.Hosts;

/// <summary>Everything on this computer that carries a room's names.</summary>
internal static class Traces
{
    public static async Task<IReadOnlyList<string>> OfAsync(MachineRoomStatus room)
    {
        var prefix = $"ep-{room.Id}";
        var found = new List<string>();
        found.AddRange(await GrepAsync(prefix, "ip", "-o", "link"));
        found.AddRange(await GrepAsync(prefix, "ip", "-o", "netns"));
        found.AddRange(await GrepAsync(room.Interface, "ip", "-4", "route", "show", "table", "all"));
        found.AddRange(File.ReadLines("/proc/self/mountinfo").Where(l => l.Contains(room.Directory) || l.Contains(prefix)));
        found.AddRange(Processes(prefix));
        found.AddRange(((string[])[room.Directory, room.ControlGroup, $"/run/edgeprovision/{room.Id}.room"]).Where(Path.Exists));
        return found;
    }

    // By control group, whatever they are called; and by what mounts they can see, whichever group they are in.
    private static IEnumerable<string> Processes(string prefix)
    {
        foreach (var process in Directory.GetDirectories("/proc").Where(d => char.IsDigit(d["/proc/".Length])))
        {
            string group, mounts;
            try
            {
                (group, mounts) = (File.ReadAllText(process + "/cgroup"), File.ReadAllText(process + "/mountinfo"));
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                continue; // it has just ended
            }

            if (group.Contains($"/{prefix}/", StringComparison.Ordinal) || mounts.Contains($"/rooms/{prefix["ep-".Length..]}/", StringComparison.Ordinal))
            {
                yield return process;
            }
        }
    }

    private static async Task<IEnumerable<string>> GrepAsync(string word, string file, params string[] arguments) =>
        (await Shell.RunAsync(file, arguments)).Split('\n').Where(l => l.Contains(word, StringComparison.Ordinal));
}
