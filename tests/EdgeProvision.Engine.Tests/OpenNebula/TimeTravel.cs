using Microsoft.Extensions.Time.Testing;

namespace EdgeProvision.Engine.Tests.OpenNebula;

/// <summary>Moves a fake clock until a task ends.</summary>
internal static class TimeTravel
{
    public static async Task<T> RunAsync<T>(this FakeTimeProvider time, Task<T> task)
    {
        await time.RunAsync((Task)task);
        return await task;
    }

    public static async Task RunAsync(this FakeTimeProvider time, Task task)
    {
        for (var step = 0; !task.IsCompleted && step < 100_000; step++)
        {
            // Continuations run on the pool: give them their turn and a moment of real time before the clock moves on.
            for (var turn = 0; turn < 20 && !task.IsCompleted; turn++)
                await Task.Yield();
            await Task.WhenAny(task, Task.Delay(1, TestContext.Current.CancellationToken));
            time.Advance(TimeSpan.FromSeconds(1));
        }

        await task;
    }

    /// <summary>Moves a fake clock by no more than that: what must have ended by then gets as much real time as it takes on a busy machine.</summary>
    public static async Task WithinAsync(this FakeTimeProvider time, TimeSpan limit, Task task)
    {
        for (var passed = TimeSpan.Zero; passed < limit && !task.IsCompleted; passed += TimeSpan.FromSeconds(1))
        {
            await Task.WhenAny(task, Task.Delay(5, TestContext.Current.CancellationToken));
            time.Advance(TimeSpan.FromSeconds(1));
        }

        await Task.WhenAny(task, Task.Delay(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken));
        Assert.True(task.IsCompleted, $"It does not end within {limit}.");
    }
}
