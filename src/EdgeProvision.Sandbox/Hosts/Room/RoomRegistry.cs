using EdgeProvision.Model;
using EdgeProvision.Sandbox.Files;

namespace EdgeProvision.Sandbox.Hosts.Room;

/// <summary>
/// Which rooms there are on this computer: a file each, locked while the room lives, with the room's directory in it. It is one place for all callers,
/// whatever their state directory, because interface names and addresses are the computer's too.
/// </summary>
internal sealed class RoomRegistry(string directory, TimeProvider timeProvider)
{
    /// <summary>Where the computer's rooms are known. Gone, as they are, when it restarts.</summary>
    public const string DefaultDirectory = "/run/edgeprovision";

    private const string Extension = ".room";

    public RaisedSysctls Sysctls { get; } = new(Path.Combine(directory, "sysctls"), RaisedSysctls.ManyMachines);

    /// <summary>Rooms are set up and taken down one at a time, so that two never choose the same addresses.</summary>
    public Task<FileStream> EnterAsync(CancellationToken cancellationToken)
    {
        // Who could open the locks could hold them, and keep everybody from starting a sandbox.
        PrivateDirectory.Create(directory);
        return FileLock.TakeAsync(Path.Combine(directory, "lock"), timeProvider, cancellationToken);
    }

    public RoomClaim Claim(RoomName name, string roomDirectory)
    {
        var file = FileLock.TryTake(PathOf(name)) ?? throw new EdgeException(
            "SandboxRunning", ErrorKind.AlreadyExists, $"A sandbox with the id '{name.Id}' is running on this computer.")
        {
            Target = name.Id,
            RecommendedAction = "Stop it, or choose another id.",
        };
        file.SetLength(0);
        file.Write(System.Text.Encoding.UTF8.GetBytes(roomDirectory));
        file.Flush();
        return new RoomClaim(name, roomDirectory, file);
    }

    /// <summary>Takes over the claims of rooms whose process has died.</summary>
    public IReadOnlyList<RoomClaim> ClaimDead()
    {
        var claims = new List<RoomClaim>();
        foreach (var path in Files())
        {
            if (RoomName.TryParse(Path.GetFileNameWithoutExtension(path)) is { } name && FileLock.TryTake(path) is { } file)
            {
                using var reader = new StreamReader(file, leaveOpen: true);
                claims.Add(new RoomClaim(name, reader.ReadToEnd(), file));
            }
        }

        return claims;
    }

    /// <summary>Claims the rooms whose directories are there although nobody knows them: the computer was restarted since.</summary>
    public IReadOnlyList<RoomClaim> ClaimUnknown(string roomsDirectory) =>
        Directory.Exists(roomsDirectory)
            ? [.. Directory.GetDirectories(roomsDirectory)
                .Select(d => (Directory: d, Name: RoomName.TryParse(Path.GetFileName(d))))
                .Where(r => r.Name is not null && !File.Exists(PathOf(r.Name)))
                .Select(r => Claim(r.Name!, r.Directory))]
            : [];

    /// <summary>Forgets a room of which nothing is left.</summary>
    public void Forget(RoomClaim claim)
    {
        File.Delete(PathOf(claim.Name));
        claim.Dispose();
        if (Files().Length == 0)
        {
            Sysctls.Restore();
        }
    }

    private string[] Files() => Directory.Exists(directory) ? Directory.GetFiles(directory, "*" + Extension) : [];

    private string PathOf(RoomName name) => Path.Combine(directory, name.Id + Extension);
}
