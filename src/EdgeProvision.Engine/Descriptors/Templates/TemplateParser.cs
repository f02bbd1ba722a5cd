using System.Globalization;
using System.Text.RegularExpressions;

namespace EdgeProvision.Engine.Descriptors.Templates;

/// <summary>
/// The whole language: <c>&lt;%= @name %&gt;</c>, <c>&lt;%= @id %&gt;</c>, <c>&lt;%= @vnets[0]['ID'] %&gt;</c> and its siblings. The original ran whatever
/// stood there as Ruby; these are all the uses that are known.
/// </summary>
internal static partial class TemplateParser
{
    public static List<TemplatePart> Parse(string text)
    {
        var parts = new List<TemplatePart>();
        var at = 0;
        while (at < text.Length)
        {
            var open = text.IndexOf("<%", at, StringComparison.Ordinal);
            if (open < 0)
                break;
            if (open > at)
                parts.Add(new TemplateLiteral(text[at..open]));
            var close = text.IndexOf("%>", open + 2, StringComparison.Ordinal);
            if (close < 0)
                throw new TemplateSyntaxException($"The template {Quoting.Short(text[open..])} has no closing %>.", open);
            parts.Add(ParseExpression(text[open..(close + 2)], open));
            at = close + 2;
        }
        if (at < text.Length)
            parts.Add(new TemplateLiteral(text[at..]));
        return parts;
    }

    private static TemplateReference ParseExpression(string expression, int offset)
    {
        var match = ExpressionPattern().Match(expression);
        if (!match.Success)
            throw new TemplateSyntaxException($"The template {Quoting.Short(expression)} is not one of the known references; code is never run.", offset);
        if (match.Groups["plain"] is { Success: true } plain)
            return new TemplateReference(plain.Value == "id" ? TemplateReferenceKind.Id : TemplateReferenceKind.Name, 0, "");
        var kind = match.Groups["kind"].Value switch
        {
            "clusters" => TemplateReferenceKind.Clusters,
            "datastores" => TemplateReferenceKind.Datastores,
            "vnets" => TemplateReferenceKind.Vnets,
            _ => TemplateReferenceKind.Hosts,
        };
        return new TemplateReference(kind, int.Parse(match.Groups["index"].Value, CultureInfo.InvariantCulture), match.Groups["path"].Value);
    }

    // The @ may be left out, since the original offers the same names as methods.
    [GeneratedRegex(
        """^<%=\s*@?((?<plain>id|name)|(?<kind>clusters|datastores|vnets|hosts)\s*\[\s*(?<index>[0-9]{1,6})\s*\]\s*\[\s*(?<quote>['"])/?(?<path>[A-Za-z_][A-Za-z0-9_/-]*)\k<quote>\s*\])\s*-?%>\z""",
        RegexOptions.ExplicitCapture)]
    private static partial Regex ExpressionPattern();
}
