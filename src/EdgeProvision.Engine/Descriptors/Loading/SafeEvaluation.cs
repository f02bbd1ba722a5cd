using EdgeProvision.Engine.Descriptors.Templates;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Descriptors;

/// <summary>Evaluation while a descriptor is still being checked: what is not understood has been told already and stays as it is.</summary>
internal static class SafeEvaluation
{
    public static AttributeMap Evaluate(AttributeMap map, TemplateResolver resolver) =>
        new(map.Entries.Select(entry => entry with { Value = Evaluate(entry.Value, resolver) }), map.Position);

    public static string Evaluate(string text, TemplateResolver resolver)
    {
        try
        {
            return TemplateEvaluator.Evaluate(text, resolver);
        }
        catch (TemplateSyntaxException)
        {
            return text;
        }
    }

    private static DescriptorValue Evaluate(DescriptorValue value, TemplateResolver resolver)
    {
        try
        {
            return TemplateEvaluator.Evaluate(value, resolver);
        }
        catch (TemplateSyntaxException)
        {
            return value;
        }
    }
}
