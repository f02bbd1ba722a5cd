namespace EdgeProvision.Engine.Providers.Selection;

/// <summary>A value and where it stands.</summary>
/// <param name="Value">The value.</param>
/// <param name="Origin">The place.</param>
/// <param name="Source">The place in words: <c>PACKET_TOKEN of the environment</c>.</param>
internal sealed record FoundValue(string Value, CredentialOrigin Origin, string Source)
{
    // The value may be a secret.
    public override string ToString() => Source;
}
