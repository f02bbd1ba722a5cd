namespace EdgeProvision.Engine.Descriptors;

/// <summary>The answer of <see cref="IDescriptorFiles.ReadAsync"/>.</summary>
/// <param name="Status">Whether the file could be read, and if not, why.</param>
/// <param name="Content">Its bytes; empty unless <paramref name="Status"/> is <see cref="DescriptorFileStatus.Read"/>.</param>
/// <param name="Reason">The system's words, if it gave any; what it is instead of a file.</param>
public sealed record DescriptorFile(DescriptorFileStatus Status, ReadOnlyMemory<byte> Content = default, string? Reason = null);
