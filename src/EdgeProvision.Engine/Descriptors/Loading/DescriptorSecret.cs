using EdgeProvision.Model;

namespace EdgeProvision.Engine.Descriptors;

/// <summary>A secret that stands in a descriptor or that a descriptor takes from the environment.</summary>
/// <param name="Path">Where it stands after <c>extends</c>, for example <c>defaults.provision.packet_token</c>.</param>
/// <param name="Value">The value. It prints as a mask.</param>
public sealed record DescriptorSecret(string Path, DescriptorScalar Value);
