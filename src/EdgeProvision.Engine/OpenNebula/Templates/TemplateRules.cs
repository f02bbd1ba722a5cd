using System.Text.RegularExpressions;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.OpenNebula;

/// <summary>
/// What the template language can carry and the daemon then gives back unchanged. The rest is refused here, since the daemon's own
/// answer is a syntax error without a usable position, or silently another value.
/// </summary>
internal static partial class TemplateRules
{
    public static void Check(AttributeTree attributes)
    {
        foreach (var attribute in attributes)
        {
            CheckName(attribute.Name, attribute.Name);
            if (attribute.Section is { } section)
                CheckSection(attribute.Name, section);
            else
                CheckText(attribute.Name, attribute.Text!);
        }
    }

    private static void CheckSection(string name, AttributeTree section)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in section)
        {
            var path = $"{name}/{member.Name}";
            CheckName(path, member.Name);
            if (member.Section is not null)
                throw Refuse(path, "a section inside a section cannot be stored");
            if (!seen.Add(member.Name))
                throw Refuse(path, "it stands twice in one section; OpenNebula would keep only the first");
            CheckText(path, member.Text!);
        }
    }

    private static void CheckName(string path, string name)
    {
        // A name becomes the name of an XML element: one that starts with a digit would make the object unreadable.
        if (!Name().IsMatch(name))
            throw Refuse(path, "a name has letters, digits and underscores only, and does not start with a digit");
    }

    private static void CheckText(string path, string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
                continue;
            }

            // A carriage return would come back as a line feed; the others cannot stand in XML at all.
            if ((char.IsControl(c) && c is not ('\n' or '\t')) || char.IsSurrogate(c) || c is '\uFFFE' or '\uFFFF')
                throw Refuse(path, $"its value has the character U+{(int)c:X4}, which OpenNebula cannot store");
        }

        // The daemon's scanner takes the longest match: `\"` at the end would go on to the next quote in the text.
        if (text.EndsWith('\\'))
            throw Refuse(path, "its value ends with a backslash, which the template language cannot express");
        // It would end the CDATA section in which the daemon gives the value back.
        if (text.Contains("]]>", StringComparison.Ordinal))
            throw Refuse(path, "its value contains ]]>, which OpenNebula cannot store");
    }

    private static EdgeException Refuse(string path, string reason) =>
        new("TemplateNotWritable", ErrorKind.InvalidInput, $"The attribute {path} cannot be written to OpenNebula: {reason}.")
        {
            Target = path,
            RecommendedAction = "Change the attribute in the descriptor.",
        };

    [GeneratedRegex(@"\A[A-Za-z_][A-Za-z0-9_]*\z")]
    private static partial Regex Name();
}
