using EdgeProvision.Model;

namespace EdgeProvision.Engine.Descriptors;

/// <summary>Puts a part of a document together from what a script gives, key by key.</summary>
/// <param name="path">Where the part stands in the document; empty for the whole.</param>
internal sealed class DocumentParts(string path)
{
    private readonly List<AttributeEntry> _entries = [];

    /// <summary>Puts a text, if there is one.</summary>
    public DocumentParts Put(string key, string? text) =>
        text is null ? this : Put(key, new DescriptorScalar(text, ScalarKind.String, DescriptorPosition.BuiltIn));

    /// <summary>Puts a value, if there is one.</summary>
    /// <exception cref="EdgeException"><c>KeyGivenTwice</c>.</exception>
    public DocumentParts Put(string key, DescriptorValue? value)
    {
        if (value is null)
            return this;
        if (_entries.Any(e => e.Key == key))
        {
            var place = path.Length == 0 ? key : $"{path}.{key}";
            throw new EdgeException("KeyGivenTwice", ErrorKind.InvalidInput, $"The key {place} is given twice: by itself and in a map.") { Target = place, RecommendedAction = "Give it once." };
        }

        _entries.Add(new AttributeEntry(key, value, DescriptorPosition.BuiltIn));
        return this;
    }

    /// <summary>Puts all keys of a map, if there is one.</summary>
    public DocumentParts PutAll(AttributeMap? map)
    {
        foreach (var entry in map?.Entries ?? [])
            Put(entry.Key, entry.Value);
        return this;
    }

    /// <summary>Puts a text for a key that has not been given.</summary>
    public DocumentParts Default(string key, string text) => _entries.Any(e => e.Key == key) ? this : Put(key, text);

    public AttributeMap ToMap() => new(_entries, DescriptorPosition.BuiltIn);
}
