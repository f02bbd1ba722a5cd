namespace EdgeProvision.PowerShell.Tests.World;

/// <summary>A clock that can be set forward. Whoever waits by it waits as long as ever.</summary>
internal sealed class ShiftedTime : TimeProvider
{
    private long _ticks;

    public void Pass(TimeSpan span) => Interlocked.Add(ref _ticks, span.Ticks);

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _ticks));
}
