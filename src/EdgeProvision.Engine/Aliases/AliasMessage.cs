namespace EdgeProvision.Engine.Aliases;

/// <summary>What the alias hook has to say: a line of its log.</summary>
/// <param name="VmId">The virtual machine; null before it is known.</param>
/// <param name="IsError">Whether something could not be done.</param>
/// <param name="Text">One line.</param>
public sealed record AliasMessage(int? VmId, bool IsError, string Text);
