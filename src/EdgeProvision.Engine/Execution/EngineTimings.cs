using EdgeProvision.Engine.Execution.Locking;

namespace EdgeProvision.Engine.Execution;

/// <summary>Every span that the engine waits for; tests shorten them, users may set some.</summary>
public sealed record EngineTimings
{
    /// <summary>The lock's.</summary>
    public LockTimings Lock { get; init; } = new();

    /// <summary>How long a device may take to become active (the original's 1800 s).</summary>
    public TimeSpan DeviceActive { get; init; } = TimeSpan.FromSeconds(1800);

    /// <summary>How long a device may take to be gone.</summary>
    public TimeSpan DeviceGone { get; init; } = TimeSpan.FromSeconds(1800);

    /// <summary>How long a power change may take until the provider shows it.</summary>
    public TimeSpan PowerChange { get; init; } = TimeSpan.FromSeconds(1800);

    /// <summary>How long an orderly power-off is given before the plug is pulled.</summary>
    public TimeSpan OrderlyOff { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>An IPAM action of oned: it gives up after 90 s (seen: 105).</summary>
    public TimeSpan IpamAction { get; init; } = TimeSpan.FromSeconds(105);

    /// <summary>How long our own IPAM driver takes at most, from its start: oned drops what comes after 90 s, and addresses that were bought for it stand in no range then.</summary>
    public TimeSpan IpamAnswer { get; init; } = TimeSpan.FromSeconds(75);

    /// <summary>At the end of that time it orders nothing any more: the answer to an order has to come within it.</summary>
    public TimeSpan IpamLastOrder { get; init; } = TimeSpan.FromSeconds(50);

    /// <summary>How long an enabled host may stay unmonitored before the operation ends without waiting further.</summary>
    public TimeSpan Monitored { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Between two looks at something in the front-end.</summary>
    public TimeSpan FrontEndPoll { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How long virtual machines and images may take to be deleted.</summary>
    public TimeSpan ContentsGone { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>After a stop: how long what is under way may take to come to a safe point. A command that is stopped ends within ten seconds.</summary>
    public TimeSpan StopGrace { get; init; } = TimeSpan.FromSeconds(7);

    /// <summary>After that: how long closing the operation's entry, and then removing the lock, may take.</summary>
    public TimeSpan StopEnding { get; init; } = TimeSpan.FromSeconds(1);
}
