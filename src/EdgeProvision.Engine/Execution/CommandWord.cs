using System.Text.RegularExpressions;
using EdgeProvision.Engine.Hosts.Ssh;

namespace EdgeProvision.Engine.Execution;

/// <summary>A name or a path as one word of a command that is shown to be typed: as it is where that is safe, else quoted.</summary>
internal static partial class CommandWord
{
    /// <summary>For PowerShell, where the parameter takes wildcards: those in the text mean themselves.</summary>
    public static string PowerShell(string text) => Plain().IsMatch(text) ? text : Quoted(text);

    /// <summary>The same, quoted in any case, as paths are by custom.</summary>
    public static string Quoted(string text) => $"'{Wildcard().Replace(text, "`$0").Replace("'", "''", StringComparison.Ordinal)}'";

    /// <summary>For a POSIX shell.</summary>
    public static string Shell(string text) => Plain().IsMatch(text) ? text : ShellQuote.Word(text);

    [GeneratedRegex(@"\A[\w./~:+][\w./~:+-]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Plain();

    [GeneratedRegex(@"[*?\[\]`]", RegexOptions.CultureInvariant)]
    private static partial Regex Wildcard();
}
