namespace EdgeProvision.Engine.Hosts.Running;

/// <summary>
/// Separates the log from what a login shell may print before it: everything up to the marker line is dropped. Counts the log's bytes, so that following can go on
/// after a loss where it was.
/// </summary>
internal sealed class LogStream(Action<ReadOnlySpan<byte>> onLog)
{
    private static readonly byte[] Marker = "\n@edgeprovision-log\n"u8.ToArray();
    private readonly List<byte> _before = [];
    private bool _marked;

    /// <summary>Bytes of the log that have been passed on, over all connections.</summary>
    public long Offset { get; private set; }

    /// <summary>A new follower begins, with a marker of its own.</summary>
    public void Restart()
    {
        _marked = false;
        _before.Clear();
    }

    public void Feed(ReadOnlySpan<byte> bytes)
    {
        if (!_marked)
        {
            _before.AddRange(bytes);
            byte[] seen = [.. _before];
            int at = seen.AsSpan().IndexOf(Marker);
            if (at < 0)
                return;
            _marked = true;
            _before.Clear();
            bytes = seen.AsSpan(at + Marker.Length);
        }
        if (bytes.IsEmpty)
            return;
        Offset += bytes.Length;
        onLog(bytes);
    }
}
