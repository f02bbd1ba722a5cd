namespace EdgeProvision.ModelledWorld.Tests.Clock;

/// <summary>The clock as one modelled process has it: when the process is killed, its timers never fire again.</summary>
internal sealed class ProcessClock(VirtualClock clock) : TimeProvider
{
    private volatile bool _dead;

    public override long TimestampFrequency => clock.TimestampFrequency;

    public override TimeZoneInfo LocalTimeZone => clock.LocalTimeZone;

    public override long GetTimestamp() => clock.GetTimestamp();

    public override DateTimeOffset GetUtcNow() => clock.GetUtcNow();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        clock.CreateTimer(given => { if (!_dead) callback(given); }, state, dueTime, period);

    /// <summary>SIGKILL, as far as time goes.</summary>
    public void Kill() => _dead = true;
}
