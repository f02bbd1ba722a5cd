using System.Xml.Linq;

namespace EdgeProvision.HelpBuilder;

/// <summary>Writes pages as the XML that Get-Help reads (MAML).</summary>
internal static class MamlWriter
{
    private static readonly XNamespace s_help = "http://msh";
    private static readonly XNamespace s_maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace s_command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace s_dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    public static void Write(IEnumerable<HelpPage> pages, string file) =>
        new XDocument(new XElement(s_help + "helpItems", new XAttribute("schema", "maml"), pages.Select(Command))).Save(file);

    private static XElement Command(HelpPage page) => new(
        s_command + "command",
        new XAttribute(XNamespace.Xmlns + "maml", s_maml),
        new XAttribute(XNamespace.Xmlns + "command", s_command),
        new XAttribute(XNamespace.Xmlns + "dev", s_dev),
        new XElement(
            s_command + "details",
            new XElement(s_command + "name", page.Name),
            new XElement(s_command + "verb", page.Name.Split('-')[0]),
            new XElement(s_command + "noun", page.Name.Split('-')[^1]),
            new XElement(s_maml + "description", Paras(page.Synopsis))),
        new XElement(s_maml + "description", Paras(page.Description)),
        new XElement(s_command + "syntax", Sets(page).Select(set => Syntax(page, set))),
        new XElement(s_command + "parameters", page.Parameters.Select(p => Parameter(p, inSyntax: false))),
        new XElement(s_command + "inputTypes", page.Inputs.Select(t => Type("inputType", t))),
        new XElement(s_command + "returnValues", page.Outputs.Select(t => Type("returnValue", t))),
        new XElement(s_maml + "alertSet", new XElement(s_maml + "alert", Paras(page.Notes))),
        new XElement(s_command + "examples", page.Examples.Select(Example)),
        new XElement(s_command + "relatedLinks", page.Links.Select(Link)));

    private static IEnumerable<string?> Sets(HelpPage page)
    {
        var named = page.Parameters.SelectMany(p => p.Sets).Distinct().OrderBy(s => s == page.DefaultParameterSet ? 0 : 1).ToList();
        return named.Count == 0 ? new string?[] { null } : named;
    }

    private static XElement Syntax(HelpPage page, string? set) => new(
        s_command + "syntaxItem",
        new XElement(s_maml + "name", page.Name),
        page.Parameters
            .Where(p => p.Sets.Count == 0 || set is null || p.Sets.Contains(set))
            .Select(p => page.IsOptional(set, p) ? p.Optional() : p)
            .OrderBy(p => p.Position == "named" ? 1 : 0).ThenBy(p => p.Position).ThenBy(p => p.IsRequired ? 0 : 1)
            .Select(p => Parameter(p, inSyntax: true)));

    private static XElement Parameter(HelpParameter parameter, bool inSyntax) => new(
        s_command + "parameter",
        new XAttribute("required", parameter.IsRequired ? "true" : "false"),
        new XAttribute("variableLength", parameter.Type.EndsWith("[]", StringComparison.Ordinal) ? "true" : "false"),
        new XAttribute("globbing", parameter.TakesWildcards ? "true" : "false"),
        new XAttribute("pipelineInput", parameter.Pipeline),
        new XAttribute("position", parameter.Position),
        new XAttribute("aliases", parameter.Aliases),
        new XElement(s_maml + "name", parameter.Name),
        new XElement(s_maml + "description", Paras(parameter.Text)),
        inSyntax && parameter.Values.Count > 0
            ? new XElement(s_command + "parameterValueGroup", parameter.Values.Select(v => Value(v, parameter)))
            : inSyntax && parameter.IsSwitch ? null : Value(parameter.Type, parameter),
        new XElement(s_dev + "type", new XElement(s_maml + "name", parameter.Type), new XElement(s_maml + "uri")),
        new XElement(s_dev + "defaultValue", parameter.Default));

    private static XElement Value(string text, HelpParameter parameter) => new(
        s_command + "parameterValue",
        new XAttribute("required", parameter.IsSwitch ? "false" : "true"),
        new XAttribute("variableLength", "false"),
        text);

    private static XElement Type(string element, HelpType type) => new(
        s_command + element,
        new XElement(s_dev + "type", new XElement(s_maml + "name", type.Name)),
        new XElement(s_maml + "description", Paras(type.Text)));

    private static XElement Example(HelpExample example) => new(
        s_command + "example",
        new XElement(s_maml + "title", $"---------- {example.Title} ----------"),
        new XElement(s_dev + "code", example.Code),
        new XElement(s_dev + "remarks", Paras(example.Remarks)));

    private static XElement Link(string text) => new(
        s_maml + "navigationLink",
        new XElement(s_maml + "linkText", text),
        new XElement(s_maml + "uri"));

    private static IEnumerable<XElement> Paras(IReadOnlyList<string> paragraphs) => paragraphs.Select(p => new XElement(s_maml + "para", p));
}
