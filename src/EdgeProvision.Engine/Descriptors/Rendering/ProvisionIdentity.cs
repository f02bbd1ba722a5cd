namespace EdgeProvision.Engine.Descriptors.Rendering;

/// <summary>What every object of a provision carries.</summary>
/// <param name="Id">The provision's UUID.</param>
/// <param name="Name">The provision's name.</param>
public sealed record ProvisionIdentity(string Id, string Name);
