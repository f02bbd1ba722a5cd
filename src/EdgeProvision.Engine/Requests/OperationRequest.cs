using EdgeProvision.Model;

namespace EdgeProvision.Engine.Requests;

/// <summary>What a door asks the engine to do to one provision.</summary>
public abstract record OperationRequest
{
    /// <summary>What to do about hosts that fail.</summary>
    public FailureMode OnFailure { get; init; } = FailureMode.Quit;

    /// <summary>How often a failed step is tried again before <see cref="OnFailure"/> applies.</summary>
    public int RetryCount { get; init; }

    /// <summary>Hosts worked on at once; null for no limit but the budgets.</summary>
    public int? ThrottleLimit { get; init; }

    /// <summary>How long to wait for somebody else's operation to end.</summary>
    public TimeSpan LockTimeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long a host may take to answer SSH after it is active.</summary>
    public TimeSpan SshTimeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>A plan that was saved: it runs as it stands, or not at all. Null for none.</summary>
    public Plan? Saved { get; init; }

    /// <summary>Settings that a parameter gives, by descriptor key (<c>packet_token</c>, <c>packet_endpoint</c>, <c>private_key</c>); they come before everything else.</summary>
    public IReadOnlyDictionary<string, string> Overrides { get; init; } = new Dictionary<string, string>();
}
