using EdgeProvision.Model;

namespace EdgeProvision.Engine.Execution.Checks;

/// <summary>A descriptor's word for a host's operating system.</summary>
/// <param name="Key">The key that it stands at: <c>os</c>.</param>
/// <param name="Text">The word.</param>
/// <param name="Position">Where it stands.</param>
internal sealed record WrittenSystem(string Key, string Text, DescriptorPosition Position);
