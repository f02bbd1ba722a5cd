namespace EdgeProvision.Model;

/// <summary>One run of a plan.</summary>
public sealed record Operation
{
    /// <summary>A UUID.</summary>
    public required string Id { get; init; }

    /// <summary>What was asked for: <c>create</c>, <c>delete</c>, <c>configure</c>, <c>reboot</c> ...</summary>
    public required string Verb { get; init; }

    /// <summary>The provision's name.</summary>
    public required string Provision { get; init; }

    /// <summary>The OpenNebula user who ran it.</summary>
    public required string User { get; init; }

    /// <summary>The machine that it ran on.</summary>
    public required string Machine { get; init; }

    /// <summary>When it began (UTC).</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ended, or null.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>How it ended.</summary>
    public required OperationOutcome Outcome { get; init; }

    /// <summary>The timeline: every step with its time.</summary>
    public IReadOnlyList<OperationStep> Steps { get; init; } = [];

    /// <summary>How long it took, or null while it has not ended.</summary>
    public TimeSpan? Duration => EndedAt - StartedAt;
}
