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
            // Continuations run on the pool: give them a moment of real time before the clock moves on.
            await Task.WhenAny(task, Task.Delay(1, TestContext.Current.CancellationToken));
            time.Advance(TimeSpan.FromSeconds(1));
        }

        await task;
    }
}
