namespace EdgeProvision.Engine.Descriptors.Templates;

/// <summary>A piece of a template's text: a <see cref="TemplateLiteral"/> or a <see cref="TemplateReference"/>.</summary>
public abstract record TemplatePart
{
    private protected TemplatePart()
    {
    }
}
