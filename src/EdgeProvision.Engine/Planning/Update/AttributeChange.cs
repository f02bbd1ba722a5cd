namespace EdgeProvision.Engine.Planning;

/// <summary>One attribute of an object in OpenNebula that is not as the descriptor wants it.</summary>
/// <param name="Name">The attribute, or its path in a section: <c>MTU</c>, <c>PROVISION/PLAN</c>.</param>
/// <param name="Found">What stands there, or null.</param>
/// <param name="Wanted">What is wanted, or null for an attribute that is to go.</param>
public sealed record AttributeChange(string Name, string? Found, string? Wanted)
{
    /// <summary>For messages: <c>MTU: 1450 → 1400</c>.</summary>
    public override string ToString() => $"{Name}: {Shown(Found)} → {Shown(Wanted)}";

    private static string Shown(string? value) => value switch
    {
        null or "" => "(nothing)",
        { Length: > 60 } => value[..60] + "…",
        _ => value,
    };
}
