namespace EdgeProvision.Engine.OpenNebula;

/// <summary>The call was done.</summary>
/// <param name="Value">An object id, or a text (which for info calls is an XML document).</param>
public sealed record WireSuccess(string Value) : WireAnswer
{
    /// <summary>The length only: the text may hold secrets.</summary>
    public override string ToString() => $"success, {Value.Length} characters";
}
