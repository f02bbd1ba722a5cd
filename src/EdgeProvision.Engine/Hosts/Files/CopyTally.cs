namespace EdgeProvision.Engine.Hosts.Files;

/// <summary>How much of all the files of a copy has gone over.</summary>
internal sealed class CopyTally(ICopyObserver observer, IEnumerable<long> lengths)
{
    // A host may tell of any lengths: what is more than can be counted is as much as can be.
    private readonly long _total = lengths.Aggregate(0L, (sum, length) => sum > long.MaxValue - length ? long.MaxValue : sum + length);
    private long _done;

    public void Add(string file, long bytes)
    {
        _done += bytes;
        observer.OnProgress(file, _done, Math.Max(_total, _done));
    }
}
