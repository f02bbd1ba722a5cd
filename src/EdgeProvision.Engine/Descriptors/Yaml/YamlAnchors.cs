using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace EdgeProvision.Engine.Descriptors.Yaml;

/// <summary>
/// Finds the anchor that the parser stumbled over. <c>{a: &amp;x 1, b: 2}</c> is YAML, but the package's parser does not take what comes after an anchored
/// scalar in braces, and complains about a comma that is there.
/// </summary>
internal static partial class YamlAnchors
{
    /// <summary>The anchor's name and where it stands, or null when the exception is about something else.</summary>
    /// <param name="exception">What the parser said.</param>
    /// <param name="text">The document.</param>
    /// <param name="before">What was read last: the key.</param>
    public static (string Name, int Line, int Column)? Find(YamlException exception, string text, ParsingEvent? before)
    {
        if (before is not Scalar key || !exception.Message.Contains("flow mapping", StringComparison.Ordinal))
            return null;
        var (from, to) = ((int)key.End.Index, (int)exception.Start.Index);
        if (from > to || to > text.Length || AnchoredValue().Match(text[from..to]) is not { Success: true } match)
            return null;
        var gap = match.Groups["gap"].Value;
        var broken = gap.LastIndexOf('\n');
        return (match.Groups["name"].Value, (int)key.End.Line + gap.Count(c => c == '\n'), broken < 0 ? (int)key.End.Column + gap.Length : gap.Length - broken);
    }

    [GeneratedRegex(@"^(?<gap>\s*:\s+)&(?<name>[^\s,\[\]{}]+)\s")]
    private static partial Regex AnchoredValue();
}
