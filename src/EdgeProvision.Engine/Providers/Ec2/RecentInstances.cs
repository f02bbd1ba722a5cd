using System.Collections.Concurrent;

namespace EdgeProvision.Engine.Providers.Ec2;

/// <summary>
/// What this driver knows better than the service's reads, which lag behind its writes: instances that were made a moment ago, and those that it was asked
/// to release.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="window">How long a new instance may be unknown to reads.</param>
internal sealed class RecentInstances(TimeProvider time, TimeSpan window)
{
    private readonly ConcurrentDictionary<string, (Device Device, long Since)> made = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> released = new(StringComparer.Ordinal);

    public void Made(Device device) => made[device.Id] = (device, time.GetTimestamp());

    /// <summary>It shows, so that from now on the service's word counts.</summary>
    public void Seen(string id) => made.TryRemove(id, out _);

    /// <summary>The instance as it was when it was made, while it need not show yet; else null.</summary>
    public Device? Unseen(string id) => made.TryGetValue(id, out var entry) && time.GetElapsedTime(entry.Since) < window ? entry.Device : null;

    public void Released(string id) => released[id] = true;

    public bool IsReleased(string id) => released.ContainsKey(id);
}
