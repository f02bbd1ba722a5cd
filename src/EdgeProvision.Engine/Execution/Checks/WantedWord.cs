using EdgeProvision.Model;

namespace EdgeProvision.Engine.Execution.Checks;

/// <summary>A word of the descriptor that must stand in a provider's catalogue.</summary>
/// <param name="Driver">The provider's driver.</param>
/// <param name="Key">The key, for example <c>plan</c>.</param>
/// <param name="Words">The word; several when the provider may choose one of them.</param>
/// <param name="Path">Where it stands in the document.</param>
internal sealed record WantedWord(string Driver, string Key, IReadOnlyList<(string Text, DescriptorPosition Position)> Words, string Path)
{
    /// <summary>What runs virtual machines on the host (<c>vm_mad</c>); null where it is no host's.</summary>
    public string? Hypervisor { get; init; }
}
