namespace EdgeProvision.Engine.Descriptors.Templates;

/// <summary>
/// A text with references in it, taken apart. The language is a list of known references and nothing else: no code is ever run.
/// </summary>
public sealed record TemplateText
{
    /// <summary>What makes a text a template. The original looks for exactly this, the space included.</summary>
    internal const string Marker = "<%= ";

    private TemplateText(IReadOnlyList<TemplatePart> parts) => Parts = parts;

    /// <summary>Literals and references in turn.</summary>
    public IReadOnlyList<TemplatePart> Parts { get; }

    /// <summary>The references, each once.</summary>
    public IEnumerable<TemplateReference> References => Parts.OfType<TemplateReference>().Distinct();

    /// <summary>True when a text is a template at all; any other text stands for itself, whatever is in it.</summary>
    public static bool IsTemplate(string text) => text.Contains(Marker, StringComparison.Ordinal);

    /// <summary>Takes a text apart. A text that is no template is one literal.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="TemplateSyntaxException">Something stands between the marks that is not one of the known references.</exception>
    public static TemplateText Parse(string text) =>
        new(IsTemplate(text) ? TemplateParser.Parse(text) : [new TemplateLiteral(text)]);

    /// <summary>The text with every reference filled in that the resolver knows; the others stand in it as before.</summary>
    public string Fill(TemplateResolver resolver) =>
        string.Concat(Parts.Select(part => part is TemplateReference reference ? resolver(reference) ?? reference.ToString() : part.ToString()));

    /// <summary>The text, with its references as they are written.</summary>
    public override string ToString() => string.Concat(Parts);
}
