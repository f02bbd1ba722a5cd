using EdgeProvision.Engine.OpenNebula;

namespace EdgeProvision.Engine.Execution.Steps;

/// <summary>An object of the descriptor as it is sent to the front-end.</summary>
/// <param name="Name">Its evaluated name.</param>
/// <param name="Template">Its attributes.</param>
/// <param name="Text">The same as the text of an allocate or update.</param>
/// <param name="RangeCount">Address ranges that a network has.</param>
/// <param name="RangeKeys">Keys of those that an IPAM driver buys.</param>
internal sealed record RenderedObject(string Name, AttributeTree Template, string Text, int RangeCount, IReadOnlyList<string> RangeKeys)
{
    /// <summary>The name only: attributes may be secret.</summary>
    public override string ToString() => Name;
}
