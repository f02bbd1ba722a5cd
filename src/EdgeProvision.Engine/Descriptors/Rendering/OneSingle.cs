namespace EdgeProvision.Engine.Descriptors.Rendering;

/// <summary>A single value. It prints as a mask when it is a secret.</summary>
/// <param name="Key">The name, in upper case.</param>
/// <param name="Value">The value; not escaped.</param>
/// <param name="IsSecret">True when the value must not be shown.</param>
public sealed record OneSingle(string Key, string Value, bool IsSecret = false) : OneAttribute(Key)
{
    /// <inheritdoc/>
    public override bool HasSecret => IsSecret;

    /// <summary><c>KEY="value"</c>.</summary>
    public override string ToString() => $"{Key}=\"{(IsSecret ? "****" : Value)}\"";
}
