using System.Text.Json.Serialization;

namespace EdgeProvision.Model;

/// <summary>A list of values.</summary>
[JsonConverter(typeof(DescriptorValueJsonConverter))]
public sealed record DescriptorList : DescriptorValue
{
    /// <summary>Makes a list.</summary>
    /// <param name="items">The items, in order.</param>
    /// <param name="position">Where it stands.</param>
    public DescriptorList(IReadOnlyList<DescriptorValue> items, DescriptorPosition position)
        : base(position) => Items = items;

    /// <summary>The items, in order.</summary>
    public IReadOnlyList<DescriptorValue> Items { get; }

    /// <inheritdoc/>
    public override bool HasSecret => Items.Any(item => item.HasSecret);

    /// <inheritdoc/>
    public bool Equals(DescriptorList? other) => other is not null && Items.SequenceEqual(other.Items);

    /// <inheritdoc/>
    public override int GetHashCode() => Items.Aggregate(Items.Count, HashCode.Combine);

    /// <summary>The items, with masks for secrets.</summary>
    public override string ToString() => "[" + string.Join(", ", Items) + "]";
}
