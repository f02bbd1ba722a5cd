namespace EdgeProvision.Sandbox.Purchases;

/// <summary>
/// Everything that was ever charged for, in the order of purchase. It forgets nothing, so a test can tell that a run has doubled
/// or leaked nothing.
/// </summary>
public sealed class Ledger
{
    private readonly Lock _gate = new();
    private readonly List<LedgerEntry> _entries = [];

    /// <summary>What has been bought so far.</summary>
    public IReadOnlyList<LedgerEntry> Entries
    {
        get
        {
            lock (_gate)
                return [.. _entries];
        }
    }

    internal void Bought(LedgerEntry entry)
    {
        lock (_gate)
            _entries.Add(entry);
    }

    internal void Change(string id, Func<LedgerEntry, LedgerEntry> change)
    {
        lock (_gate)
        {
            var at = _entries.FindIndex(entry => entry.Id == id);
            if (at >= 0)
                _entries[at] = change(_entries[at]);
        }
    }
}
