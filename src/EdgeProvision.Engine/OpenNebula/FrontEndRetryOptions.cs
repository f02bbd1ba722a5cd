namespace EdgeProvision.Engine.OpenNebula;

/// <summary>How long the client goes on when a front-end does not answer. A restart of the daemon takes some 8 s.</summary>
public sealed record FrontEndRetryOptions
{
    /// <summary>The attempts in all; 1 means no retry.</summary>
    public int MaxAttempts { get; init; } = 5;

    /// <summary>The pause before the second attempt; it doubles, with jitter.</summary>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>No pause is longer.</summary>
    public TimeSpan MaxDelay { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The source of the jitter: numbers from 0 to 1.</summary>
    public Func<double> Random { get; init; } = global::System.Random.Shared.NextDouble;

    /// <summary>No attempt starts later than about this long after the first one failed.</summary>
    public TimeSpan Budget { get; init; } = TimeSpan.FromSeconds(30);
}
