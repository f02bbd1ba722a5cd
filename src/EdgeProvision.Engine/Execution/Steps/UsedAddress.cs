namespace EdgeProvision.Engine.Execution.Steps;

/// <summary>An address of a provision's network that somebody uses, or a part of the network that somebody reserved.</summary>
/// <param name="Text">The address with its network and its user.</param>
/// <param name="FreedBy">The command that frees it, or null when the removal of the provision's virtual machines does.</param>
internal sealed record UsedAddress(string Text, string? FreedBy);
