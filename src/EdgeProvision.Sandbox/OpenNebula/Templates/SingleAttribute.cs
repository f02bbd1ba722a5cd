namespace EdgeProvision.Sandbox.OpenNebula.Templates;

/// <summary><c>NAME="value"</c>.</summary>
internal sealed class SingleAttribute(string name, string value) : TemplateAttribute(name)
{
    internal string Value { get; set; } = value;

    internal override TemplateAttribute Copy() => new SingleAttribute(Name, Value);
}
