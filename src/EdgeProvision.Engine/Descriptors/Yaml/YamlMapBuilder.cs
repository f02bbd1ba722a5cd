using EdgeProvision.Model;

namespace EdgeProvision.Engine.Descriptors.Yaml;

/// <summary>
/// Builds a map with its merge keys: an explicit key wins over a merged one wherever it stands, an earlier merged map over a later one,
/// and a key that was merged first keeps its place when it is written out later.
/// </summary>
internal sealed class YamlMapBuilder(DiagnosticBag bag)
{
    private readonly List<AttributeEntry> _entries = [];
    private readonly Dictionary<string, (int At, bool Merged)> _index = new(StringComparer.Ordinal);

    public void Add(string key, DescriptorValue value, DescriptorPosition at)
    {
        var entry = new AttributeEntry(key, value, at);
        if (!_index.TryGetValue(key, out var known))
        {
            _index[key] = (_entries.Count, false);
            _entries.Add(entry);
        }
        else if (known.Merged)
        {
            _index[key] = (known.At, false);
            _entries[known.At] = entry;
        }
        else
        {
            var first = _entries[known.At].KeyPosition;
            bag.Error(
                "DuplicateKey",
                at,
                key,
                FormattableString.Invariant($"The key {Quoting.Short(key)} stands twice in one map; it stands first in line {first.Line}."),
                "Remove one of the two.");
        }
    }

    public bool TryMerge(DescriptorValue value)
    {
        if (value is AttributeMap map)
        {
            Merge(map);
            return true;
        }
        if (value is not DescriptorList list || !list.Items.All(item => item is AttributeMap))
            return false;
        foreach (var item in list.Items)
            Merge((AttributeMap)item);
        return true;
    }

    public AttributeMap ToMap(DescriptorPosition position) => new(_entries, position);

    private void Merge(AttributeMap map)
    {
        foreach (var entry in map.Entries)
        {
            if (_index.TryAdd(entry.Key, (_entries.Count, true)))
                _entries.Add(entry);
        }
    }
}
