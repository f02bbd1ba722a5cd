namespace EdgeProvision.ModelledWorld.Tests.Clock;

/// <summary>
/// A clock that stands still while anything runs, and then jumps to the next timer:
/// <code>
/// pool idle → fire the earliest timer on the pool → pool idle → …
/// </code>
/// "Idle" is what the thread pool itself says: no work queued and no thread at work. So it does not matter where a continuation runs,
/// with or without <c>ConfigureAwait</c>. Everything in the modelled world that waits for something else than work waits for this clock.
/// </summary>
internal sealed class VirtualClock : TimeProvider, IDisposable
{
    private static readonly DateTimeOffset Epoch = new(2026, 1, 5, 8, 0, 0, TimeSpan.Zero);

    private readonly Lock _gate = new();
    private readonly SortedSet<VirtualTimer> _due = new(Comparer<VirtualTimer>.Create((a, b) => a.At != b.At ? a.At.CompareTo(b.At) : a.Order.CompareTo(b.Order)));
    private readonly PoolWatch _pool = new();
    private readonly Thread _pump;
    private readonly AutoResetEvent _wake = new(false);
    private long _now;
    private long _order;
    private VirtualRun? _run;
    private volatile bool _ended;

    public VirtualClock()
    {
        _pump = new Thread(Pump) { IsBackground = true, Name = "virtual clock" };
        _pump.Start();
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
        _wake.Set();
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

    public void Dispose()
    {
        _ended = true;
        _wake.Set();
        _pump.Join();
        _wake.Dispose();
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

    private void Pump()
    {
        while (!_ended)
        {
            VirtualRun? run;
            lock (_gate)
                run = _run;
            if (run is null || run.Work.IsCompleted)
            {
                _wake.WaitOne(1);
                continue;
            }

            if (_pool.IsIdle() && !run.Work.IsCompleted)
                Advance(run);
            else
                Thread.SpinWait(20);
        }
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
                _run = null;
                return;
            }

            if (timer.At > run.End.Ticks)
            {
                run.Fail($"The work has not ended after {TimeSpan.FromTicks(_now)} of virtual time.");
                _run = null;
                return;
            }

            _due.Remove(timer);
            Interlocked.Exchange(ref _now, timer.At);
        }

        timer.Fire();
    }
}
