using EdgeProvision.Engine.Hosts;
using EdgeProvision.Engine.Observation;

namespace EdgeProvision.Engine.Execution.Boards;

/// <summary>
/// The members of the overlay as the operation comes to know them. Nobody waits for it to be complete: a host takes what stands here when it
/// gets there, and is told later of what came after.
/// </summary>
public sealed class PeerBoard
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, MemberAddresses> _members = new(StringComparer.Ordinal);
    private readonly HashSet<string> _expected = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _installed = new(StringComparer.Ordinal);
    private TaskCompletionSource _changed = NewSignal();

    /// <summary>A member that will get its address in this operation.</summary>
    public void Expect(string key)
    {
        lock (_lock)
            _expected.Add(key);
    }

    /// <summary>A member has its addresses.</summary>
    public void Put(string key, MemberAddresses addresses)
    {
        lock (_lock)
        {
            _expected.Remove(key);
            if (_members.TryGetValue(key, out var known) && known == addresses)
                return;
            _members[key] = addresses;
            Signal();
        }
    }

    /// <summary>A member leaves, or will not come after all.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="comesBack">True when another machine takes its place in this operation: it stays expected.</param>
    public void Remove(string key, bool comesBack = false)
    {
        lock (_lock)
        {
            var change = !comesBack && _expected.Remove(key);
            change |= _members.Remove(key);
            _installed.Remove(key);
            if (change)
                Signal();
        }
    }

    /// <summary>A member that was expected in this operation will not get an address in it; one that has its address stays.</summary>
    public void GiveUp(string key)
    {
        lock (_lock)
        {
            if (_expected.Remove(key))
                Signal();
        }
    }

    /// <summary>A member said which set stands on it.</summary>
    public void Installed(string key, string peersHash)
    {
        lock (_lock)
            _installed[key] = peersHash;
    }

    /// <summary>Hash of the set that a member last said it has, or null.</summary>
    public string? InstalledOn(string key)
    {
        lock (_lock)
            return _installed.GetValueOrDefault(key);
    }

    /// <summary>What stands now.</summary>
    public PeerView View()
    {
        lock (_lock)
        {
            var usePrivate = OverlayPaths.ArePrivate(_members.Values);
            var tunnels = _members.ToDictionary(m => m.Key, m => usePrivate ? m.Value.PrivateAddress! : m.Value.PublicAddress, StringComparer.Ordinal);
            return new PeerView(new PeerSet(tunnels.Values), tunnels, OverlayPaths.Outside(_members.Values), IsFinal: _expected.Count == 0, Changed: _changed.Task);
        }
    }

    private void Signal()
    {
        var signal = _changed;
        _changed = NewSignal();
        signal.SetResult();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
