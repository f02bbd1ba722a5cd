using EdgeProvision.Model;

namespace EdgeProvision.Engine.Planning;

/// <summary>A step as the planner makes it: what users see, and what its handler needs to find its subject.</summary>
/// <param name="Shown">The step as users see it.</param>
/// <param name="Kind">Decides the handler.</param>
public sealed record PlannedStep(PlanStep Shown, StepKind Kind)
{
    /// <summary>Unique within the plan.</summary>
    public string Id => Shown.Id;

    /// <summary>The host whose pipeline it belongs to (its key), or null.</summary>
    public string? HostKey => Shown.HostKey;

    /// <summary>For a datastore or network of the descriptor: its index there.</summary>
    public int Index { get; init; } = -1;

    /// <summary>For something that stands already: its OpenNebula id.</summary>
    public int ObjectId { get; init; } = -1;

    /// <summary>Steps that must have ended, well or not, before this one begins.</summary>
    public IReadOnlyList<string> WaitsFor { get; init; } = [];

    /// <summary>For a configuration: it is run although the fingerprint is the same.</summary>
    public bool IsForced { get; init; }

    /// <summary>For an update: attributes that an earlier descriptor had set and that are to go.</summary>
    public IReadOnlyList<string> Dropped { get; init; } = [];

    /// <summary>A step whose object must have been allocated before this one begins, or null.</summary>
    public string? Follows { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Id;
}
