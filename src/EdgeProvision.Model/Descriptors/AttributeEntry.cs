namespace EdgeProvision.Model;

/// <summary>One key of an <see cref="AttributeMap"/> with its value.</summary>
/// <param name="Key">The key as written.</param>
/// <param name="Value">Its value.</param>
/// <param name="KeyPosition">Where the key stands.</param>
public sealed record AttributeEntry(string Key, DescriptorValue Value, DescriptorPosition KeyPosition)
{
    /// <inheritdoc/>
    public bool Equals(AttributeEntry? other) => other is not null && other.Key == Key && other.Value.Equals(Value);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Key, Value);

    /// <summary><c>key: value</c>, with masks for secrets.</summary>
    public override string ToString() => Key + ": " + Value;
}
