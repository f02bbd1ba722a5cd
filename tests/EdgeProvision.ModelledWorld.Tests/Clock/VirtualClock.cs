namespace EdgeProvision.ModelledWorld.Tests.Clock;

/// <summary>
/// A clock that stands still while anything runs, and then jumps to the next timer:
/// <code>
/// look, a work item like any other ─┬─ something else is queued: queue itself behind it
///                                   └─ nothing is: fire the earliest timer, then queue itself again
/// </code>
/// The thread pool of this program has one thread (its project file says so), so whoever runs on it and finds its queues empty knows that
/// nothing else runs: it does not matter where a continuation goes, with or without <c>ConfigureAwait</c>. Everything in the modelled world
/// that waits for something else than work waits for this clock.
/// </summary>
internal sealed class VirtualClock : TimeProvider
{
    private static readonly DateTimeOffset Epoch = new(2026, 1, 5, 8, 0, 0, TimeSpan.Zero);

    private readonly Lock _gate = new();
    private readonly SortedSet<VirtualTimer> _due = new(Comparer<VirtualTimer>.Create((a, b) => a.At != b.At ? a.At.CompareTo(b.At) : a.Order.CompareTo(b.Order)));
    private long _now;
    private long _order;
    private VirtualRun? _run;

    public VirtualClock()
    {
        ThreadPool.GetMaxThreads(out var threads, out _);
        if (threads != 1)
            throw new InvalidOperationException($"The virtual clock needs a thread pool of one thread, not {threads}: run it by its own runtimeconfig.json.");
    }

    /// <summary>Time since the world began.</summary>
    public TimeSpan Elapsed => TimeSpan.FromTicks(Interlocked.Read(ref _now));

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Interlocked.Read(ref _now);

    public override DateTimeOffset GetUtcNow() => Epoch + Elapsed;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new VirtualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Lets time pass until the work is done; fails when nothing is left that could ever end it, or after so much virtual time.</summary>
    public async Task<T> RunAsync<T>(Func<Task<T>> work, TimeSpan longest)
    {
        // On the pool, away from the test framework's synchronization context.
        var task = Task.Run(work);
        var run = new VirtualRun(task, Elapsed + longest);
        lock (_gate)
            _run = _run is null ? run : throw new InvalidOperationException("The clock runs one piece of work at a time.");
        Queue(run);
        try
        {
            await await Task.WhenAny(task, run.Failed).ConfigureAwait(false);
            return await task.ConfigureAwait(false);
        }
        finally
        {
            lock (_gate)
                _run = null;
        }
    }

    internal void Schedule(VirtualTimer timer, TimeSpan? delay)
    {
        lock (_gate)
        {
            _due.Remove(timer);
            if (delay is not { } wait)
                return;
            timer.At = _now + Math.Max(0, wait.Ticks);
            timer.Order = ++_order;
            _due.Add(timer);
        }
    }

    private void Queue(VirtualRun run) => ThreadPool.UnsafeQueueUserWorkItem(_ => Look(run), null);

    private void Look(VirtualRun run)
    {
        if (run.Work.IsCompleted || run.Failed.IsCompleted)
            return;
        if (ThreadPool.PendingWorkItemCount == 0)
            Advance(run);
        Queue(run);
    }

    private void Advance(VirtualRun run)
    {
        VirtualTimer? timer;
        lock (_gate)
        {
            timer = _due.Min;
            if (timer is null)
            {
                run.Fail("Nothing is left to run and no timer is set, but the work has not ended.");
                return;
            }

            if (timer.At > run.End.Ticks)
            {
                run.Fail($"The work has not ended after {TimeSpan.FromTicks(_now)} of virtual time.");
                return;
            }

            _due.Remove(timer);
            Interlocked.Exchange(ref _now, timer.At);
        }

        timer.Fire();
    }
}
