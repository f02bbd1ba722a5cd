using EdgeProvision.Model;

namespace EdgeProvision.Engine.Orphans;

/// <summary>What was found at a provider, and where it could not be looked.</summary>
/// <param name="Orphans">The orphans, those of a provision together.</param>
public sealed record OrphanReport(IReadOnlyList<EdgeOrphan> Orphans)
{
    /// <summary>One for each of its regions that could not be asked, which is its target.</summary>
    public IReadOnlyList<EdgeException> Failures { get; init; } = [];

    /// <summary>A sentence about regions that nobody knows of; null where all are known.</summary>
    public string? Warning { get; init; }
}
