namespace EdgeProvision.PowerShell.Completion;

/// <summary>One value that can be completed to.</summary>
internal sealed record Offer(string Text, string ToolTip);
