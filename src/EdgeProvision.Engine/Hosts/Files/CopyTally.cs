namespace EdgeProvision.Engine.Hosts.Files;

/// <summary>How much of all the files of a copy has gone over.</summary>
internal sealed class CopyTally(ICopyObserver observer, long total)
{
    private long _done;

    public void Add(string file, long bytes)
    {
        _done += bytes;
        observer.OnProgress(file, _done, Math.Max(total, _done));
    }
}
