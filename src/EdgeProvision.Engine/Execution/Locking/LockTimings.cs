namespace EdgeProvision.Engine.Execution.Locking;

/// <summary>The times that the lock rests on; tests shorten them.</summary>
public sealed record LockTimings
{
    /// <summary>Between two beats of the owner.</summary>
    public TimeSpan Beat { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>A change outside needs a beat that was sent at most so long ago.</summary>
    public TimeSpan GateAge { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>The same beat in every read for so long: the owner is dead.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>A gap between two reads of a waiter that makes it begin counting again: the front-end's restart must not kill a live owner.</summary>
    public TimeSpan LargestGap { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a change waits for a beat that succeeds while the front-end does not answer: a restart of it takes some 8 s.</summary>
    public TimeSpan GatePatience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Between two looks of a waiter.</summary>
    public TimeSpan Poll { get; init; } = TimeSpan.FromSeconds(1);
}
