using EdgeProvision.Engine.Observation;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Planning;

/// <summary>What a standing provision is compared with.</summary>
/// <param name="Desired">The descriptor.</param>
/// <param name="Observed">The world.</param>
/// <param name="HasOverlay">Whether the descriptor's playbooks join the hosts by an overlay.</param>
/// <param name="Stored">The descriptor that the record has; null for a provision of another tool.</param>
/// <param name="Comparable">The desired descriptor as the record would have it.</param>
public sealed record UpdateInput(Descriptor Desired, ObservedProvision Observed, bool HasOverlay, Descriptor? Stored, Descriptor Comparable)
{
    /// <summary>Secrets kept with the provision, by <c>host/&lt;key&gt;/&lt;variable&gt;</c>.</summary>
    public IReadOnlyDictionary<string, string> Secrets { get; init; } = new Dictionary<string, string>();

    /// <summary>True when secrets of the descriptor are not the ones that stand with the provision.</summary>
    public bool HasOtherSecrets { get; init; }

    /// <summary>Hosts and datastores that cannot be changed in place may be removed and made anew.</summary>
    public bool MayReplace { get; init; }

    /// <summary>Remove virtual machines and images from what is to go; else they are a refusal.</summary>
    public bool RemoveContents { get; init; }
}
