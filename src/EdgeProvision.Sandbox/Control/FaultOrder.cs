namespace EdgeProvision.Sandbox.Control;

/// <summary>A rule for things to go wrong.</summary>
public sealed record FaultOrder
{
    /// <summary>Which calls it is about.</summary>
    public CallMatch Match { get; init; } = new();

    /// <summary>What goes wrong.</summary>
    public FaultKind Kind { get; init; }

    /// <summary>Whether <see cref="FaultKind.Status"/>, <see cref="FaultKind.Drop"/> and <see cref="FaultKind.Reset"/> strike before or after the action.</summary>
    public CallMoment When { get; init; }

    /// <summary>The first matching call that it strikes, counted from 1.</summary>
    public int Nth { get; init; } = 1;

    /// <summary>How many matching calls it strikes; 0 is every one.</summary>
    public int Times { get; init; } = 1;

    /// <summary>Strikes each call that it could strike with this probability only.</summary>
    public double? Probability { get; init; }

    /// <summary>For <see cref="FaultKind.Status"/>.</summary>
    public int Status { get; init; } = 503;

    /// <summary>For <see cref="FaultKind.Status"/>; an error body of the service's own kind when it is not given.</summary>
    public string? Body { get; init; }

    /// <summary>The type of <see cref="Body"/>.</summary>
    public string ContentType { get; init; } = "application/json";

    /// <summary>For <see cref="FaultKind.Status"/> at EC2: the error's code, <c>RequestLimitExceeded</c>; one that goes with the status when it is not given.</summary>
    public string? Code { get; init; }

    /// <summary>Seconds for a <c>Retry-After</c> header.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>For <see cref="FaultKind.LateAction"/> and <see cref="FaultKind.LateAnswer"/>.</summary>
    public int DelayMs { get; init; } = 1000;
}
