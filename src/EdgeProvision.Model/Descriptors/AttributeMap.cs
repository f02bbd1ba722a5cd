using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace EdgeProvision.Model;

/// <summary>A map whose keys keep the order in which they were written. Keys are case-sensitive and stand once.</summary>
[JsonConverter(typeof(DescriptorValueJsonConverter))]
public sealed record AttributeMap : DescriptorValue
{
    private readonly Dictionary<string, int> _index;

    /// <summary>Makes a map.</summary>
    /// <param name="entries">Its entries, in order. A key that stands twice keeps its first place and its last value.</param>
    /// <param name="position">Where it stands.</param>
    public AttributeMap(IEnumerable<AttributeEntry> entries, DescriptorPosition position)
        : base(position)
    {
        var list = new List<AttributeEntry>();
        _index = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            if (_index.TryAdd(entry.Key, list.Count))
                list.Add(entry);
            else
                list[_index[entry.Key]] = entry;
        }
        Entries = list;
    }

    /// <summary>A map without entries that stands nowhere.</summary>
    public static AttributeMap Empty { get; } = new([], DescriptorPosition.BuiltIn);

    /// <summary>The entries, in order.</summary>
    public IReadOnlyList<AttributeEntry> Entries { get; }

    /// <inheritdoc/>
    public override bool HasSecret => Entries.Any(entry => entry.Value.HasSecret);

    /// <summary>The value of a key, or <c>null</c>.</summary>
    public DescriptorValue? this[string key] => Find(key)?.Value;

    /// <summary>The entry of a key, or <c>null</c>.</summary>
    public AttributeEntry? Find(string key) => _index.TryGetValue(key, out var at) ? Entries[at] : null;

    /// <summary>True when the key stands in the map, whatever its value.</summary>
    public bool Contains(string key) => _index.ContainsKey(key);

    /// <summary>
    /// The text of a key that has one: <c>null</c> when the key is missing, is no scalar, or counts as not given. Secrets come as they are.
    /// </summary>
    public string? Reveal(string key) => TryGiven(key, out var scalar) ? scalar.Reveal() : null;

    /// <summary>As <see cref="Reveal"/>, but a secret comes as its mask.</summary>
    public string? Text(string key) => TryGiven(key, out var scalar) ? scalar.Text : null;

    /// <summary>This map with a key set; a key that stands already keeps its place.</summary>
    public AttributeMap With(string key, DescriptorValue value) =>
        new(Entries.Append(new AttributeEntry(key, value, value.Position)), Position);

    /// <summary>This map without some keys.</summary>
    public AttributeMap Without(params IEnumerable<string> keys)
    {
        var gone = keys.ToHashSet(StringComparer.Ordinal);
        return new AttributeMap(Entries.Where(entry => !gone.Contains(entry.Key)), Position);
    }

    /// <summary>
    /// This map with another laid over it: whole values are replaced, nothing is merged inside them. A mask replaces no value; a written
    /// null does.
    /// </summary>
    public AttributeMap Overlay(AttributeMap over) =>
        new(Entries.Concat(over.Entries.Where(entry => !IsMask(entry.Value) || !Contains(entry.Key))), Position);

    /// <inheritdoc/>
    public bool Equals(AttributeMap? other) => other is not null && Entries.SequenceEqual(other.Entries);

    /// <inheritdoc/>
    public override int GetHashCode() => Entries.Aggregate(Entries.Count, HashCode.Combine);

    /// <summary>The entries, with masks for secrets.</summary>
    public override string ToString() => "{" + string.Join(", ", Entries) + "}";

    private static bool IsMask(DescriptorValue value) =>
        value is DescriptorScalar { IsMasked: true } and not DescriptorScalar { Kind: ScalarKind.Null, IsSecret: false };

    private bool TryGiven(string key, [NotNullWhen(true)] out DescriptorScalar? scalar)
    {
        scalar = this[key] as DescriptorScalar;
        return scalar is { IsMasked: false };
    }
}
