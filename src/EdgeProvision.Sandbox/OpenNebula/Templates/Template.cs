using System.Globalization;

namespace EdgeProvision.Sandbox.OpenNebula.Templates;

/// <summary>
/// The attributes of an object: sorted by name (by code point, as the daemon's map is), those of one name in the order in which
/// they were given.
/// </summary>
internal sealed class Template
{
    private readonly List<TemplateAttribute> attributes = [];

    internal IReadOnlyList<TemplateAttribute> Attributes => attributes;

    internal void Add(TemplateAttribute attribute)
    {
        var at = attributes.FindIndex(a => string.CompareOrdinal(a.Name, attribute.Name) > 0);
        attributes.Insert(at < 0 ? attributes.Count : at, attribute);
    }

    internal void Add(string name, string value) => Add(new SingleAttribute(name, value));

    internal void Set(string name, string value)
    {
        Erase(name);
        Add(name, value);
    }

    internal void SetIfAbsent(string name, string value)
    {
        if (!Has(name)) Add(name, value);
    }

    internal bool Has(string name) => attributes.Exists(a => a.Name == name);

    internal void Erase(string name) => attributes.RemoveAll(a => a.Name == name);

    internal void Remove(TemplateAttribute attribute) => attributes.Remove(attribute);

    /// <summary>The value of the first single attribute of that name; empty when there is none.</summary>
    internal string Get(string name) => attributes.OfType<SingleAttribute>().FirstOrDefault(a => a.Name == name)?.Value ?? "";

    internal int GetInt(string name) =>
        int.TryParse(Get(name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : 0;

    internal double GetDouble(string name) =>
        double.TryParse(Get(name), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : 0;

    internal IEnumerable<VectorAttribute> Vectors(string name) => attributes.OfType<VectorAttribute>().Where(a => a.Name == name);

    /// <summary>Takes the value out of the template.</summary>
    internal string Take(string name)
    {
        var value = Get(name);
        Erase(name);
        return value;
    }

    internal IReadOnlyList<VectorAttribute> TakeVectors(string name)
    {
        var vectors = Vectors(name).ToList();
        Erase(name);
        return vectors;
    }

    /// <summary>Every name of <paramref name="other"/> replaces all attributes of that name here, whole vectors included.</summary>
    internal void Merge(Template other)
    {
        foreach (var name in other.attributes.Select(a => a.Name).Distinct().ToList()) Erase(name);
        foreach (var attribute in other.attributes) Add(attribute.Copy());
    }

    internal Template Copy()
    {
        var copy = new Template();
        copy.attributes.AddRange(attributes.Select(a => a.Copy()));
        return copy;
    }
}
