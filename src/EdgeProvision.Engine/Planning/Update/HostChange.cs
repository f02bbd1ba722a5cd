using EdgeProvision.Engine.Observation;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Planning;

/// <summary>A host that stands and differs from the descriptor.</summary>
/// <param name="Wanted">The host as the descriptor wants it.</param>
/// <param name="Standing">The host as it is.</param>
/// <param name="Attributes">What differs and can be written to it.</param>
/// <param name="Order">What was ordered differently (<c>plan</c>, <c>os</c>, drivers): only another machine, or another host in OpenNebula, would be as wanted.</param>
public sealed record HostChange(DescriptorHost Wanted, ObservedHost Standing, IReadOnlyList<AttributeChange> Attributes, IReadOnlyList<AttributeChange> Order)
{
    /// <summary>When the machine ends by itself, if that is not as the descriptor says; it is changed at the provider.</summary>
    public AttributeChange? End { get; init; }

    /// <summary>What was ordered differently and can be changed where the machine is (<c>open</c>): what OpenNebula keeps of the order is brought up to date.</summary>
    public IReadOnlyList<AttributeChange> Noted { get; init; } = [];

    /// <summary>True when what differs is to be brought to the host itself.</summary>
    public bool NeedsConfiguration { get; init; }

    /// <summary>True when a secret variable differs: the fingerprint does not show it, so the configuration is run whatever it says.</summary>
    public bool HasOtherSecrets { get; init; }

    /// <summary>A machine that was never rented can still become any other.</summary>
    public bool NeedsReplacement => Order.Count > 0 && Standing is not { DeviceId: null, Request: not { IsOpen: true } };
}
