using EdgeProvision.Model;

namespace EdgeProvision.Engine.Descriptors;

/// <summary>A credential that the descriptor leaves out or masks, and that has to come from elsewhere.</summary>
/// <param name="Path">Where it would stand, for example <c>hosts[0].provision.packet_token</c>.</param>
/// <param name="Key">The key, for example <c>packet_token</c>.</param>
/// <param name="Position">Where the mask stands, or the section that lacks the key.</param>
public sealed record CredentialNotGiven(string Path, string Key, DescriptorPosition Position);
