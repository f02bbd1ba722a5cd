using EdgeProvision.Engine.Observation;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Planning;

/// <summary>What the plan of a create is made from.</summary>
/// <param name="Desired">The descriptor.</param>
/// <param name="Observed">The world.</param>
/// <param name="HasOverlay">Whether the descriptor's playbooks join the hosts by an overlay.</param>
/// <param name="StoredDescriptor">The descriptor that the record has, read like <paramref name="Comparable"/>; null when there is no record.</param>
/// <param name="Comparable">The desired descriptor as the record would have it, read back: what it is compared by.</param>
public sealed record CreateInput(
    Descriptor Desired, ObservedProvision Observed, bool HasOverlay, Descriptor? StoredDescriptor, Descriptor Comparable)
{
    /// <summary>True when no credentials stand with the provision: a run may have been killed between its record and them.</summary>
    public bool AreSecretsMissing { get; init; }
}
