namespace EdgeProvision.Sandbox.OpenNebula.Templates;

/// <summary><c>NAME=[ A="1", B="2" ]</c>; its elements come back sorted by name, and of one given twice the last counts.</summary>
internal sealed class VectorAttribute(string name) : TemplateAttribute(name)
{
    internal SortedDictionary<string, string> Values { get; } = new(StringComparer.Ordinal);

    internal string this[string name]
    {
        get => Values.GetValueOrDefault(name, "");
        set => Values[name] = value;
    }

    internal override TemplateAttribute Copy() => CopyVector();

    internal VectorAttribute CopyVector()
    {
        var copy = new VectorAttribute(Name);
        foreach (var (name, value) in Values) copy.Values[name] = value;
        return copy;
    }
}
