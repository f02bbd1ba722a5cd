namespace EdgeProvision.ModelledWorld.Tests.Clock;

/// <summary>Tells when the thread pool has nothing to do. Asked from a thread that is not the pool's.</summary>
internal sealed class PoolWatch
{
    private const int Looks = 3;

    /// <summary>True when nothing is queued, nobody works, and nothing was completed while it looked.</summary>
    public bool IsIdle()
    {
        var completed = ThreadPool.CompletedWorkItemCount;
        for (var look = 0; look < Looks; look++)
        {
            if (Working() > 0 || ThreadPool.PendingWorkItemCount > 0)
                return false;
            // A thread that has just been given work counts as working before the work counts as taken; a moment between two looks covers the rest.
            Thread.SpinWait(50);
        }

        return Working() == 0 && ThreadPool.CompletedWorkItemCount == completed;
    }

    /// <summary>Threads that the pool counts as processing work: what is available is the limit less these.</summary>
    private static int Working()
    {
        ThreadPool.GetMaxThreads(out var most, out _);
        ThreadPool.GetAvailableThreads(out var available, out _);
        return most - available;
    }
}
