namespace EdgeProvision.Sandbox.Hosts.Room;

/// <summary>The right to a room's names, as long as the lock is held.</summary>
internal sealed record RoomClaim(RoomName Name, string Directory, FileStream Lock) : IDisposable
{
    public void Dispose() => Lock.Dispose();
}
