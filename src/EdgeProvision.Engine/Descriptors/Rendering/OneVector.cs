namespace EdgeProvision.Engine.Descriptors.Rendering;

/// <summary>A vector: single values under one name.</summary>
/// <param name="Key">The name, in upper case.</param>
/// <param name="Members">Its values, in order.</param>
public sealed record OneVector(string Key, IReadOnlyList<OneSingle> Members) : OneAttribute(Key)
{
    /// <inheritdoc/>
    public override bool HasSecret => Members.Any(member => member.IsSecret);

    /// <inheritdoc/>
    public bool Equals(OneVector? other) => other is not null && other.Key == Key && Members.SequenceEqual(other.Members);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Key, Members.Count);

    /// <summary><c>KEY=[ A="x", B="y" ]</c>.</summary>
    public override string ToString() => $"{Key}=[ {string.Join(", ", Members)} ]";
}
