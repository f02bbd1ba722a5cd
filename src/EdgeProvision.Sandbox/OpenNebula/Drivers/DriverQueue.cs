namespace EdgeProvision.Sandbox.OpenNebula.Drivers;

/// <summary>
/// One action at a time in the whole zone, in the order asked (<c>one_ipam -t 1</c>). The daemon gives up waiting after the time limit,
/// counted from the moment it asked; the driver goes on, keeps its place, and its late answer is dropped.
/// </summary>
internal sealed class DriverQueue(TimeProvider time, TimeSpan timeLimit)
{
    private readonly Lock gate = new();
    private Task tail = Task.CompletedTask;

    internal async Task<AddressRangeAnswer> AskAsync(Func<Task<AddressRangeAnswer>> action)
    {
        // Only the place is taken under the lock: the action is somebody else's code.
        var place = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task previous;
        lock (gate) (previous, tail) = (tail, place.Task);
        try
        {
            return await AfterAsync(previous, action, place).WaitAsync(timeLimit, time).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return AddressRangeAnswer.Failed("Request timeout");
        }
    }

    private static async Task<AddressRangeAnswer> AfterAsync(Task previous, Func<Task<AddressRangeAnswer>> action, TaskCompletionSource place)
    {
        await previous.ConfigureAwait(false);
        try
        {
            return await action().ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return AddressRangeAnswer.Failed();
        }
        catch (Exception e)
        {
            // The seam is somebody else's code, played here as a program: whatever goes wrong in it is its failure, not the daemon's.
            return AddressRangeAnswer.Failed(e.Message);
        }
        finally
        {
            place.SetResult();
        }
    }
}
