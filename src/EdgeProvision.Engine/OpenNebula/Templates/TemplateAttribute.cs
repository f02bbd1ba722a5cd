namespace EdgeProvision.Engine.OpenNebula;

/// <summary>One attribute of a template: a single text (<c>NAME="x"</c>) or a section (<c>AR=[ IP="…" ]</c>).</summary>
public sealed record TemplateAttribute
{
    /// <summary>A single text.</summary>
    public TemplateAttribute(string name, string text)
    {
        Name = name.ToUpperInvariant();
        Text = text;
    }

    /// <summary>A section.</summary>
    public TemplateAttribute(string name, AttributeTree section)
    {
        Name = name.ToUpperInvariant();
        Section = section;
    }

    /// <summary>The name in capitals, as the front-end keeps it.</summary>
    public string Name { get; }

    /// <summary>The text, or null for a section.</summary>
    public string? Text { get; }

    /// <summary>The section's attributes, or null for a single text.</summary>
    public AttributeTree? Section { get; }

    /// <summary>The name only: the value may be a secret.</summary>
    public override string ToString() => Section is null ? Name : $"{Name}[{Section.Count}]";
}
