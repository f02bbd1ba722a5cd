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

        await MountedDirectory.RemoveAsync(room.Directory, cancellationToken);
    }

    private static string[] NamesIn(string directory, RoomName room) =>
        Directory.Exists(directory)
            ? [.. Directory.EnumerateFileSystemEntries(directory, room.Prefix + "*").Select(p => Path.GetFileName(p))]
            : [];
}
