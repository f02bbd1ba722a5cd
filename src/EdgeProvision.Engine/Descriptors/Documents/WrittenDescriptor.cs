namespace EdgeProvision.Engine.Descriptors;

/// <summary>A descriptor as text for a file.</summary>
/// <param name="Text">The text.</param>
/// <param name="MaskedKeys">Where a secret stands as a mask in it.</param>
public sealed record WrittenDescriptor(string Text, IReadOnlyList<string> MaskedKeys);
