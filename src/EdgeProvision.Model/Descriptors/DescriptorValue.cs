using System.Text.Json.Serialization;

namespace EdgeProvision.Model;

/// <summary>
/// A value of a descriptor: a <see cref="DescriptorScalar"/>, a <see cref="DescriptorList"/> or an <see cref="AttributeMap"/>.
/// Immutable. Two values are equal when their contents are, wherever they stand.
/// </summary>
[JsonConverter(typeof(DescriptorValueJsonConverter))]
public abstract record DescriptorValue
{
    private protected DescriptorValue(DescriptorPosition position) => Position = position;

    /// <summary>Where the value stands in the file it was written in.</summary>
    public DescriptorPosition Position { get; init; }

    /// <summary>
    /// True when the value counts as not given: nothing, asterisks only (how published descriptors mask a secret), or <c>canary</c>.
    /// </summary>
    public virtual bool IsMasked => false;

    /// <summary>True when this value, or one inside it, is a secret.</summary>
    public abstract bool HasSecret { get; }

    /// <inheritdoc/>
    public virtual bool Equals(DescriptorValue? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => 0;
}
