using EdgeProvision.Model;

namespace EdgeProvision.Engine.Descriptors.Rendering;

/// <summary>
/// Values of a descriptor as OpenNebula attributes. What counts as not given is left out, a list of single values is joined with commas, and a
/// secret is left out wherever the front-end would not encrypt it.
/// </summary>
internal static class AttributeRendering
{
    public static IEnumerable<OneAttribute> Render(AttributeEntry entry, SecretPlaces allowed)
    {
        var key = entry.Key.ToUpperInvariant();
        return entry.Value switch
        {
            AttributeMap map => [new OneVector(key, Members(map, key, allowed))],
            DescriptorList list when list.Items.Count > 0 && list.Items.All(item => item is AttributeMap) =>
                list.Items.Cast<AttributeMap>().Select(map => new OneVector(key, Members(map, key, allowed))),
            _ => Single(key, entry.Value, "", allowed),
        };
    }

    /// <summary>The members of a vector.</summary>
    /// <param name="map">The values.</param>
    /// <param name="vector">The vector's name, in upper case.</param>
    /// <param name="allowed">Where secrets may stand.</param>
    public static List<OneSingle> Members(AttributeMap map, string vector, SecretPlaces allowed) =>
        map.Entries.SelectMany(entry => Single(entry.Key.ToUpperInvariant(), entry.Value, vector + "/", allowed)).ToList();

    private static IEnumerable<OneSingle> Single(string key, DescriptorValue value, string prefix, SecretPlaces allowed)
    {
        if (value.HasSecret && !allowed(prefix + key))
            return [];
        var text = value switch
        {
            DescriptorScalar { IsMasked: false } scalar => scalar.Reveal(),
            DescriptorList list => string.Join(',', list.Items.OfType<DescriptorScalar>().Where(item => !item.IsMasked).Select(item => item.Reveal())),
            _ => null,
        };
        return text is null ? [] : [new OneSingle(key, text, value.HasSecret)];
    }
}
