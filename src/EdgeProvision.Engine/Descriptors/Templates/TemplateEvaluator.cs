using EdgeProvision.Model;

namespace EdgeProvision.Engine.Descriptors.Templates;

/// <summary>Finds and fills in references in whole trees of values.</summary>
public static class TemplateEvaluator
{
    /// <summary>
    /// The tree with every reference filled in that the resolver knows. References that it does not know stay as written, so that a tree
    /// can be evaluated again when more is known.
    /// </summary>
    /// <exception cref="TemplateSyntaxException">A text that did not pass the loader's checks.</exception>
    public static DescriptorValue Evaluate(DescriptorValue value, TemplateResolver resolver) => value switch
    {
        AttributeMap map => Evaluate(map, resolver),
        DescriptorList list when HasTemplate(list) => new DescriptorList(list.Items.Select(item => Evaluate(item, resolver)).ToList(), list.Position),
        DescriptorScalar scalar when HasTemplate(scalar) => scalar.WithText(TemplateText.Parse(scalar.Reveal()).Fill(resolver)),
        _ => value,
    };

    /// <summary>As <see cref="Evaluate(DescriptorValue, TemplateResolver)"/>, for a map.</summary>
    public static AttributeMap Evaluate(AttributeMap map, TemplateResolver resolver) =>
        HasTemplate(map) ? new AttributeMap(map.Entries.Select(e => e with { Value = Evaluate(e.Value, resolver) }), map.Position) : map;

    /// <summary>A text with every reference filled in that the resolver knows.</summary>
    public static string Evaluate(string text, TemplateResolver resolver) =>
        TemplateText.IsTemplate(text) ? TemplateText.Parse(text).Fill(resolver) : text;

    /// <summary>Every reference in a tree, each once, in order: the edges of whatever is made from it.</summary>
    public static IEnumerable<TemplateReference> References(DescriptorValue value) =>
        Scalars(value).Where(HasTemplate).SelectMany(scalar => TemplateText.Parse(scalar.Reveal()).References).Distinct();

    /// <summary>Every reference in a text, each once.</summary>
    public static IEnumerable<TemplateReference> References(string text) => TemplateText.Parse(text).References;

    private static bool HasTemplate(DescriptorValue value) => Scalars(value).Any(HasTemplate);

    // What an environment variable brings is a value, never a template.
    private static bool HasTemplate(DescriptorScalar scalar) =>
        scalar is { Kind: ScalarKind.String, Origin: null } && TemplateText.IsTemplate(scalar.Reveal());

    private static IEnumerable<DescriptorScalar> Scalars(DescriptorValue value) => value switch
    {
        DescriptorScalar scalar => [scalar],
        DescriptorList list => list.Items.SelectMany(Scalars),
        AttributeMap map => map.Entries.SelectMany(entry => Scalars(entry.Value)),
        _ => [],
    };
}
