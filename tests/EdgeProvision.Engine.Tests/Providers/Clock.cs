using Microsoft.Extensions.Time.Testing;

namespace EdgeProvision.Engine.Tests.Providers;

/// <summary>Runs a task in virtual time.</summary>
internal static class Clock
{
    public static readonly DateTimeOffset Start = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Moves the clock in steps until the task ends, and says how much virtual time that took.</summary>
    public static async Task<TimeSpan> RunAsync(this FakeTimeProvider time, Task task, TimeSpan? step = null, TimeSpan? limit = null)
    {
        var started = time.GetUtcNow();
        while (!task.IsCompleted)
        {
            // Continuations run on the pool: let them get to their next wait before the clock moves.
            for (var i = 0; i < 20 && !task.IsCompleted; i++)
                await Task.Yield();
            await Task.Delay(1, TestContext.Current.CancellationToken);
            if (task.IsCompleted)
                break;
            Assert.True(time.GetUtcNow() - started < (limit ?? TimeSpan.FromHours(1)), "The task does not end in virtual time.");
            time.Advance(step ?? TimeSpan.FromMilliseconds(250));
        }

        return time.GetUtcNow() - started;
    }
}
