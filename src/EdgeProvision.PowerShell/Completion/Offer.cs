using System.Management.Automation;

namespace EdgeProvision.PowerShell.Completion;

/// <summary>One value that can be completed to.</summary>
internal sealed record Offer(string Text, string ToolTip)
{
    /// <summary>As PowerShell takes it, in quotes where they are needed.</summary>
    public CompletionResult Result() => new(Quoted(Text), Text, CompletionResultType.ParameterValue, ToolTip);

    private static string Quoted(string text) => text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or ':')
        ? text
        : $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
