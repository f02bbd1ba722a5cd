using System.Text;

namespace EdgeProvision.Engine.Hosts.Ssh;

/// <summary>
/// Reads the two streams of a command that keeps talking, each on a thread of its own (SSH.NET's streams block, asynchronous reading included),
/// and remembers when something last came.
/// </summary>
internal sealed class StreamPump(TimeProvider time)
{
    private readonly Lock _lock = new();
    private long _lastByte = time.GetTimestamp();
    private bool _closed;

    public Task PumpAsync(Stream stream, Action<ReadOnlyMemory<byte>> onBytes) =>
        Task.Factory.StartNew(() => Read(stream, onBytes), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    public Task PumpLinesAsync(Stream stream, Action<string> onLine)
    {
        MemoryStream line = new();
        return PumpAsync(stream, bytes =>
        {
            foreach (byte b in bytes.Span)
            {
                if (b != '\n')
                {
                    // What comes here is a few words a line; more is not from us.
                    if (line.Length < 4096)
                        line.WriteByte(b);
                    continue;
                }
                onLine(Encoding.UTF8.GetString(line.GetBuffer(), 0, (int)line.Length));
                line.SetLength(0);
            }
        });
    }

    /// <summary>Ends when nothing has come for so long.</summary>
    public async Task WaitForSilenceAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        while (true)
        {
            TimeSpan silent = time.GetElapsedTime(Volatile.Read(ref _lastByte));
            if (silent >= limit)
                return;
            await Task.Delay(limit - silent, time, cancellationToken);
        }
    }

    /// <summary>From now on nothing is handed over; a handler that is running has ended when this returns.</summary>
    public void Close()
    {
        lock (_lock)
            _closed = true;
    }

    private void Read(Stream stream, Action<ReadOnlyMemory<byte>> onBytes)
    {
        byte[] buffer = new byte[16 * 1024];
        int count;
        while ((count = stream.Read(buffer, 0, buffer.Length)) > 0)
        {
            Volatile.Write(ref _lastByte, time.GetTimestamp());
            lock (_lock)
            {
                if (_closed)
                    return;
                onBytes(buffer.AsMemory(0, count));
            }
        }
    }
}
