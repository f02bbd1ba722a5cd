using System.Diagnostics;

namespace EdgeProvision.Scenarios.Tests.Lab;

/// <summary>What comes true by itself, after a while.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Waits until something is so.</summary>
    public static Task IsAsync(Func<Task<bool>> condition, string what) => IsAsync(condition, () => what);

    /// <summary>Waits until something is so.</summary>
    public static async Task IsAsync(Func<Task<bool>> condition, Func<string> what)
    {
        var began = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            Assert.True(Stopwatch.GetElapsedTime(began) < Patience, $"It never came to that: {what()}.");
            await Task.Delay(200, TestContext.Current.CancellationToken);
        }
    }
}
