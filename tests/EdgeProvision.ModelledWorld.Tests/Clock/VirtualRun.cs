namespace EdgeProvision.ModelledWorld.Tests.Clock;

/// <summary>A piece of work that the clock runs for.</summary>
internal sealed class VirtualRun(Task work, TimeSpan end)
{
    private readonly TaskCompletionSource _failed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Work { get; } = work;

    public TimeSpan End { get; } = end;

    public Task Failed => _failed.Task;

    public void Fail(string why) => _failed.TrySetException(new VirtualClockException(why));
}
