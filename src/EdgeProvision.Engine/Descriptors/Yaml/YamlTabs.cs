using YamlDotNet.Core;

namespace EdgeProvision.Engine.Descriptors.Yaml;

/// <summary>Finds the tab that a scanner stumbled over. The package tells the place of some, and of others that of the map around them.</summary>
internal static class YamlTabs
{
    /// <summary>Where the tab stands, or null when the exception is about something else.</summary>
    /// <param name="exception">What the scanner said.</param>
    /// <param name="text">The document.</param>
    /// <param name="good">The line, from 1, up to which all was well.</param>
    public static (int Line, int Column)? Find(YamlException exception, string text, int good)
    {
        if (!exception.Message.Contains("tab", StringComparison.Ordinal))
            return null;
        var at = (int)exception.End.Index;
        if (at < text.Length && text[at] == '\t')
            return ((int)exception.End.Line, (int)exception.End.Column);
        var line = 0;
        foreach (var content in text.AsSpan().EnumerateLines())
        {
            line++;
            if (line < good)
                continue;
            var indentation = content[..(content.Length - content.TrimStart(" \t").Length)];
            if (indentation.IndexOf('\t') is >= 0 and var column)
                return (line, column + 1);
        }
        return null;
    }
}
