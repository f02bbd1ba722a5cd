using EdgeProvision.ModelledWorld.Tests.Clock;

namespace EdgeProvision.ModelledWorld.Tests;

public sealed class ClockTests
{
    [Fact]
    public async Task RunAsync_ManyWaitersWithAndWithoutContext_EndAtTheirMomentsInOrder()
    {
        var clock = new VirtualClock();
        var began = System.Diagnostics.Stopwatch.StartNew();
        var ends = await clock.RunAsync(
            async () =>
            {
                List<(int, TimeSpan)> ends = [];
                await Task.WhenAll(Enumerable.Range(1, 200).Select(async i =>
                {
                    await Task.Yield();
                    for (var round = 0; round < 10; round++)
                    {
                        await Task.Delay(TimeSpan.FromSeconds(i), clock).ConfigureAwait(round % 2 == 0);
                        await Task.Run(() => Thread.SpinWait(100));
                    }

                    lock (ends)
                        ends.Add((i, clock.Elapsed));
                }));
                return ends;
            },
            TimeSpan.FromHours(1));
        Assert.Equal(Enumerable.Range(1, 200).Select(i => (i, TimeSpan.FromSeconds(10 * i))), ends);
        Assert.True(began.Elapsed < TimeSpan.FromSeconds(20), $"{began.Elapsed}");
        TestContext.Current.TestOutputHelper?.WriteLine($"2000 timers in {began.Elapsed}");
    }

    [Fact]
    public async Task RunAsync_NothingCanEndTheWork_FailsInsteadOfHanging()
    {
        var clock = new VirtualClock();
        var never = new TaskCompletionSource<int>();
        await Assert.ThrowsAsync<VirtualClockException>(() => clock.RunAsync(() => never.Task, TimeSpan.FromHours(1)));
    }

    [Fact]
    public async Task RunAsync_KilledProcess_ItsTimersNeverFire()
    {
        var clock = new VirtualClock();
        var process = new ProcessClock(clock);
        var fired = false;
        var ended = await clock.RunAsync(
            async () =>
            {
                _ = Task.Run(async () => { await Task.Delay(TimeSpan.FromSeconds(2), process); fired = true; });
                await Task.Delay(TimeSpan.FromSeconds(1), clock);
                process.Kill();
                await Task.Delay(TimeSpan.FromSeconds(5), clock);
                return clock.Elapsed;
            },
            TimeSpan.FromHours(1));
        Assert.Equal(TimeSpan.FromSeconds(6), ended);
        Assert.False(fired);
    }
}
