namespace EdgeProvision.Engine.Descriptors.Templates;

/// <summary>Text that stands for itself.</summary>
/// <param name="Text">The text.</param>
public sealed record TemplateLiteral(string Text) : TemplatePart
{
    /// <summary>The text.</summary>
    public override string ToString() => Text;
}
