namespace EdgeProvision.Sandbox.OpenNebula.Records;

/// <summary>The calls that a front-end answered: the latest in full, all of them counted.</summary>
public sealed class CallLog
{
    private const int Kept = 10_000;

    private readonly Lock gate = new();
    private readonly Queue<CallRecord> records = new();
    private readonly SortedDictionary<string, int> counts = new(StringComparer.Ordinal);
    private long sequence;

    /// <summary>The latest calls, oldest first.</summary>
    public IReadOnlyList<CallRecord> Records
    {
        get
        {
            lock (gate) return [.. records];
        }
    }

    /// <summary>How often each method was called since the start.</summary>
    public IReadOnlyDictionary<string, int> Counts
    {
        get
        {
            lock (gate) return new SortedDictionary<string, int>(counts, StringComparer.Ordinal);
        }
    }

    internal void Add(DateTimeOffset time, string method, int? objectId, string outcome)
    {
        lock (gate)
        {
            records.Enqueue(new CallRecord(++sequence, time, method, objectId, outcome));
            if (records.Count > Kept) records.Dequeue();
            counts[method] = counts.GetValueOrDefault(method) + 1;
        }
    }
}
