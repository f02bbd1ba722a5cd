namespace EdgeProvision.Sandbox.OpenNebula.Templates;

/// <summary>One attribute of a template; its name is in capitals.</summary>
internal abstract class TemplateAttribute(string name)
{
    internal string Name { get; } = name;

    internal abstract TemplateAttribute Copy();
}
