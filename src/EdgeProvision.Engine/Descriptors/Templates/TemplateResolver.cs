namespace EdgeProvision.Engine.Descriptors.Templates;

/// <summary>Gives the text that a reference stands for, or <c>null</c> while it is not known.</summary>
/// <param name="reference">The reference.</param>
public delegate string? TemplateResolver(TemplateReference reference);
