namespace EdgeProvision.ModelledWorld.Tests.Clock;

/// <summary>A timer of the virtual clock. Its callback runs on the thread pool, like that of a real one.</summary>
internal sealed class VirtualTimer(VirtualClock clock, TimerCallback callback, object? state) : ITimer
{
    private readonly ExecutionContext? _context = ExecutionContext.Capture();
    private TimeSpan _period = Timeout.InfiniteTimeSpan;
    private volatile bool _disposed;

    /// <summary>When it is due, in ticks of the clock. The clock's.</summary>
    public long At { get; set; }

    /// <summary>Of several at the same moment, the one set first comes first. The clock's.</summary>
    public long Order { get; set; }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        if (_disposed)
            return false;
        _period = period;
        clock.Schedule(this, dueTime == Timeout.InfiniteTimeSpan ? null : dueTime);
        return true;
    }

    /// <summary>Called on the pool's thread.</summary>
    public void Fire()
    {
        if (_disposed)
            return;
        if (_period != Timeout.InfiniteTimeSpan && _period > TimeSpan.Zero)
            clock.Schedule(this, _period);
        if (_context is null)
            callback(state);
        else
            ExecutionContext.Run(_context, _ => callback(state), null);
    }

    public void Dispose()
    {
        _disposed = true;
        clock.Schedule(this, null);
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }
}
