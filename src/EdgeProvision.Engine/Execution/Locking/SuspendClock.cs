using System.Runtime.InteropServices;

namespace EdgeProvision.Engine.Execution.Locking;

/// <summary>
/// A clock that goes on while the machine is suspended: a laptop that wakes up must not believe that its last beat was a moment ago.
/// .NET's own timestamps stop with the machine on Linux (CLOCK_MONOTONIC).
/// </summary>
internal static partial class SuspendClock
{
    private const int ClockBootTime = 7;

    /// <summary>Time since some fixed moment.</summary>
    public static TimeSpan Now(TimeProvider time)
    {
        if (!ReferenceEquals(time, TimeProvider.System) || !OperatingSystem.IsLinux())
            return time.GetElapsedTime(0);
        return GetTime(ClockBootTime, out var value) == 0
            ? TimeSpan.FromTicks(value.Seconds * TimeSpan.TicksPerSecond + value.Nanoseconds / 100)
            : time.GetElapsedTime(0);
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int GetTime(int clock, out TimeValue value);

    [StructLayout(LayoutKind.Sequential)]
    private struct TimeValue
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
