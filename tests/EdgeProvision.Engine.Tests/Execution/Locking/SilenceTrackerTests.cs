using EdgeProvision.Engine.Execution.Locking;

namespace EdgeProvision.Engine.Tests.Execution.Locking;

public sealed class SilenceTrackerTests
{
    private readonly SilenceTracker _tracker = new(new LockTimings());

    private bool Observe(int second, long beat = 1, int id = 7) => _tracker.Observe(id, beat, TimeSpan.FromSeconds(second));

    private bool ObserveEvery(int from, int to, int step, long beat = 1) =>
        Enumerable.Range(0, (to - from) / step + 1).Select(i => Observe(from + i * step, beat)).ToList()[^1];

    [Fact]
    public void Observe_TheSameBeatForAMinute_IsDeath()
    {
        Assert.False(ObserveEvery(0, 59, 1));
        Assert.True(Observe(60));
    }

    [Fact]
    public void Observe_AnotherBeat_BeginsAnew()
    {
        ObserveEvery(0, 59, 1);
        Assert.False(Observe(60, beat: 2));
        Assert.False(ObserveEvery(61, 119, 1, beat: 2));
        Assert.True(Observe(120, beat: 2));
    }

    [Fact]
    public void Observe_AnotherLock_BeginsAnew()
    {
        ObserveEvery(0, 59, 1);
        Assert.False(Observe(60, id: 8));
    }

    [Fact]
    public void Observe_AfterALargeGap_BeginsAnew()
    {
        ObserveEvery(0, 45, 1);
        Assert.False(Observe(61));
        Assert.False(ObserveEvery(62, 120, 1));
        Assert.True(Observe(121));
    }

    [Fact]
    public void Observe_AfterAFailedRead_BeginsAnew()
    {
        ObserveEvery(0, 59, 1);
        _tracker.Reset();
        Assert.False(Observe(60));
        Assert.False(ObserveEvery(61, 119, 1));
        Assert.True(Observe(120));
    }
}
