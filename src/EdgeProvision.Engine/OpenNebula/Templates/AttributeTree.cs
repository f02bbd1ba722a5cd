using System.Collections;
using System.Collections.Immutable;

namespace EdgeProvision.Engine.OpenNebula;

/// <summary>
/// The attributes of a template or of a section of one, in order; a name may stand several times. Names are compared without case.
/// Immutable; equal when names, values and order are equal.
/// </summary>
public sealed class AttributeTree : IReadOnlyList<TemplateAttribute>, IEquatable<AttributeTree>
{
    private readonly ImmutableArray<TemplateAttribute> _attributes;

    /// <summary>A tree of these attributes in this order.</summary>
    public AttributeTree(IEnumerable<TemplateAttribute> attributes) => _attributes = [.. attributes];

    /// <summary>A tree of single texts.</summary>
    public AttributeTree(params IEnumerable<(string Name, string Text)> attributes)
        : this(attributes.Select(pair => new TemplateAttribute(pair.Name, pair.Text)))
    {
    }

    /// <summary>No attributes.</summary>
    public static AttributeTree Empty { get; } = new(Array.Empty<TemplateAttribute>());

    /// <inheritdoc/>
    public int Count => _attributes.Length;

    /// <inheritdoc/>
    public TemplateAttribute this[int index] => _attributes[index];

    /// <summary>The first single text of that name, or null.</summary>
    public string? Text(string name) => Texts(name).FirstOrDefault();

    /// <summary>All single texts of that name.</summary>
    public IEnumerable<string> Texts(string name) => Named(name).Where(item => item.Text is not null).Select(item => item.Text!);

    /// <summary>The first section of that name, or null.</summary>
    public AttributeTree? Section(string name) => Sections(name).FirstOrDefault();

    /// <summary>All sections of that name.</summary>
    public IEnumerable<AttributeTree> Sections(string name) =>
        Named(name).Where(item => item.Section is not null).Select(item => item.Section!);

    /// <summary>The text at a path such as <c>PROVISION/PROVISION_ID</c> (through the first section of each name), or null.</summary>
    public string? TextAt(string path)
    {
        var slash = path.IndexOf('/');
        return slash < 0 ? Text(path) : Section(path[..slash])?.TextAt(path[(slash + 1)..]);
    }

    /// <summary>Whether the name stands at least once.</summary>
    public bool Contains(string name) => Named(name).Any();

    /// <summary>With one more single text at the end.</summary>
    public AttributeTree Add(string name, string text) => new(_attributes.Add(new TemplateAttribute(name, text)));

    /// <summary>With one more section at the end.</summary>
    public AttributeTree Add(string name, AttributeTree section) => new(_attributes.Add(new TemplateAttribute(name, section)));

    /// <summary>With this text in the place of the first attribute of that name (all others of the name go), or at the end.</summary>
    public AttributeTree With(string name, string text) => With(new TemplateAttribute(name, text));

    /// <summary>With this section in the place of the first attribute of that name (all others of the name go), or at the end.</summary>
    public AttributeTree With(string name, AttributeTree section) => With(new TemplateAttribute(name, section));

    /// <summary>Without the attributes of these names.</summary>
    public AttributeTree Without(params IReadOnlyCollection<string> names) =>
        new(_attributes.Where(item => !names.Contains(item.Name, StringComparer.OrdinalIgnoreCase)));

    /// <inheritdoc/>
    public IEnumerator<TemplateAttribute> GetEnumerator() => ((IEnumerable<TemplateAttribute>)_attributes).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public bool Equals(AttributeTree? other) => other is not null && _attributes.SequenceEqual(other._attributes);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as AttributeTree);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var attribute in _attributes)
            hash.Add(attribute);
        return hash.ToHashCode();
    }

    /// <summary>The names only: values may be secrets.</summary>
    public override string ToString() => string.Join(", ", _attributes);

    private IEnumerable<TemplateAttribute> Named(string name) =>
        _attributes.Where(item => string.Equals(item.Name, name, StringComparison.OrdinalIgnoreCase));

    private AttributeTree With(TemplateAttribute attribute)
    {
        var result = new List<TemplateAttribute>(_attributes.Length + 1);
        var placed = false;
        foreach (var item in _attributes)
        {
            if (item.Name != attribute.Name)
                result.Add(item);
            else if (!placed)
                result.Add(attribute);
            placed |= item.Name == attribute.Name;
        }

        if (!placed)
            result.Add(attribute);
        return new AttributeTree(result);
    }
}
