namespace EdgeProvision.Engine.Providers.Budgets;

/// <summary>
/// A token bucket on a <see cref="TimeProvider"/>, first come first served. System.Threading.RateLimiting knows only the real clock, so it cannot
/// run in virtual time.
/// </summary>
internal sealed class RequestBudget
{
    private readonly TimeProvider time;
    private readonly double perSecond;
    private readonly int burst;

    // Held by the one who waits for the next token; the others queue behind it, in order.
    private readonly SemaphoreSlim turn = new(1, 1);
    private readonly Lock state = new();
    private double tokens;
    private long filledAt;
    private long? pausedAt;
    private TimeSpan pause;

    public RequestBudget(BudgetRate rate, TimeProvider time)
    {
        this.time = time;
        perSecond = rate.PerSecond;
        burst = rate.Burst;
        tokens = burst;
        filledAt = time.GetTimestamp();
    }

    /// <summary>Waits until one more request may be sent.</summary>
    public async Task TakeAsync(CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            TimeSpan wait;
            while ((wait = TryTake()) > TimeSpan.Zero)
                await Task.Delay(wait, time, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Adapts to what the service says; nobody sends before its pause, capped, is over.</summary>
    public void Observe(RateSignal signal, TimeSpan longestPause)
    {
        lock (state)
        {
            Refill();
            if (signal.Remaining is { } remaining && remaining < tokens)
                tokens = remaining;
            if (signal.Pause is not { } asked)
                return;

            var capped = asked < longestPause ? asked : longestPause;
            if (capped > PauseLeft())
            {
                pausedAt = time.GetTimestamp();
                pause = capped;
            }
        }
    }

    /// <summary>Takes a token, or says how long to wait before asking again.</summary>
    private TimeSpan TryTake()
    {
        lock (state)
        {
            var left = PauseLeft();
            if (left > TimeSpan.Zero)
                return left;

            Refill();
            if (tokens >= 1)
            {
                tokens--;
                return TimeSpan.Zero;
            }

            // Timers count whole milliseconds: rounding up spares a second, empty wait.
            return TimeSpan.FromMilliseconds(Math.Max(1, Math.Ceiling((1 - tokens) / perSecond * 1000)));
        }
    }

    private TimeSpan PauseLeft() => pausedAt is { } since ? pause - time.GetElapsedTime(since) : TimeSpan.Zero;

    private void Refill()
    {
        var now = time.GetTimestamp();
        tokens = Math.Min(burst, tokens + (time.GetElapsedTime(filledAt, now).TotalSeconds * perSecond));
        filledAt = now;
    }
}
