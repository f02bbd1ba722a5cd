using EdgeProvision.Model;

namespace EdgeProvision.Sandbox.Hosts.Room;

/// <summary>Removes every trace of a room, whatever state it is in: the end of a living one, and of one whose process was killed.</summary>
internal static class RoomRemains
{
    public static async Task RemoveAsync(RoomClaim room, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        await ControlGroup.OfRoom(room.Name).RemoveAsync(timeProvider, cancellationToken);
        foreach (var name in NamesIn("/run/netns", room.Name))
        {
            await Command.RunAsync("ip", ["netns", "delete", name], cancellationToken);
        }

        foreach (var name in NamesIn("/sys/class/net", room.Name))
        {
            // Its other end may have gone with a namespace just now, and it with that.
            await Command.TryAsync("ip", ["link", "delete", name], cancellationToken);
        }

        await RemoveDirectoryAsync(room.Directory, cancellationToken);
    }

    private static async Task RemoveDirectoryAsync(string directory, CancellationToken cancellationToken)
    {
        if (!System.IO.Directory.Exists(directory))
        {
            return;
        }

        foreach (var point in MountsUnder(directory).Reverse())
        {
            await Command.RunAsync("umount", ["-l", point], cancellationToken);
        }

        if (MountsUnder(directory).Any())
        {
            throw new EdgeException("SandboxMountsRemain", ErrorKind.ResourceBusy, $"The sandbox's directory {directory} is not removed because something is still mounted in it.")
            {
                Target = directory,
            };
        }

        await Command.RunAsync("rm", ["-rf", "--one-file-system", "--", directory], cancellationToken);
    }

    private static IEnumerable<string> MountsUnder(string directory) =>
        File.ReadAllLines("/proc/self/mountinfo").Select(l => l.Split(' ')[4]).Where(p => p.StartsWith(directory + "/", StringComparison.Ordinal));

    private static string[] NamesIn(string directory, RoomName room) =>
        System.IO.Directory.Exists(directory)
            ? [.. System.IO.Directory.EnumerateFileSystemEntries(directory, room.Prefix + "*").Select(p => Path.GetFileName(p))]
            : [];
}
