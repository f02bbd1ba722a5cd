namespace EdgeProvision.Engine.Descriptors.Templates;

/// <summary>A reference to something that may only be known later. Two references to the same thing are equal.</summary>
/// <param name="Kind">What it refers to.</param>
/// <param name="Index">Which one, from 0; 0 for <c>@id</c> and <c>@name</c>.</param>
/// <param name="Path">The path inside it as OpenNebula's XPath, for example <c>ID</c> or <c>TEMPLATE/BRIDGE</c>; empty for <c>@id</c> and <c>@name</c>.</param>
public sealed record TemplateReference(TemplateReferenceKind Kind, int Index, string Path) : TemplatePart
{
    /// <summary>True when it names one of several objects and a path inside it.</summary>
    public bool IsIndexed => Kind is not (TemplateReferenceKind.Id or TemplateReferenceKind.Name);

    /// <summary>The reference as a descriptor writes it, for example <c>&lt;%= @vnets[0]['ID'] %&gt;</c>.</summary>
    public override string ToString()
    {
        var kind = Kind.ToString().ToLowerInvariant();
        return IsIndexed ? FormattableString.Invariant($"<%= @{kind}[{Index}]['{Path}'] %>") : $"<%= @{kind} %>";
    }
}
