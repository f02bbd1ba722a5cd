using System.Collections;
using System.Management.Automation;

namespace EdgeProvision.PowerShell.Tests.Objects;

/// <summary>A walk over everything that a script can see of an object: names by type, all texts, and whether it comes to an end.</summary>
internal sealed class ObjectWalk
{
    // ConvertTo-Json refuses more than 100; nobody wants to read half of that.
    private const int Deepest = 12;
    private readonly List<object> _above = [];

    /// <summary>Names of the properties of each of the module's types that were met.</summary>
    public SortedDictionary<string, string> Names { get; } = new(StringComparer.Ordinal);

    public List<string> Texts { get; } = [];

    public void Take(object? value)
    {
        var item = value is PSObject wrapped ? wrapped.BaseObject : value;
        if (item is null or ValueType or Uri or Type)
            return;
        if (item is string text)
        {
            Texts.Add(text);
            return;
        }

        Assert.False(_above.Exists(o => ReferenceEquals(o, item)), $"{item.GetType()} contains itself.");
        Assert.True(_above.Count < Deepest, $"{string.Join(" > ", _above.Select(o => o.GetType().Name))} > {item.GetType().Name}");
        _above.Add(item);
        if (item is IDictionary map)
        {
            foreach (DictionaryEntry entry in map)
            {
                Take(entry.Key);
                Take(entry.Value);
            }
        }
        else if (item is IEnumerable list)
        {
            foreach (var one in list)
                Take(one);
        }
        else
        {
            TakeProperties(item);
        }

        _above.RemoveAt(_above.Count - 1);
    }

    private void TakeProperties(object item)
    {
        var properties = PSObject.AsPSObject(item).Properties.ToList();
        if (item.GetType().FullName!.StartsWith("EdgeProvision.", StringComparison.Ordinal))
            Names[item.GetType().FullName!] = string.Join(' ', properties.Select(p => p.Name).Order(StringComparer.Ordinal));
        foreach (var property in properties)
            Take(property.Value);
    }
}
