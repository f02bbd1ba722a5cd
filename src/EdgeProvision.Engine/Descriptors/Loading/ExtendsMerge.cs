using EdgeProvision.Model;

namespace EdgeProvision.Engine.Descriptors;

/// <summary>
/// Lays a descriptor over the one that it extends. Two lists are joined, base first; any other value of the child replaces the base's whole;
/// under <c>defaults</c> the three known sections are merged key by key, other keys of the child are dropped and those of the base stay.
/// </summary>
internal static class ExtendsMerge
{
    private static readonly string[] Sections = ["connection", "provision", "configuration"];

    public static AttributeMap Merge(AttributeMap parent, AttributeMap child)
    {
        var merged = new AttributeMap(
            parent.Entries.Concat(child.Entries.Where(e => e.Key is not ("defaults" or "extends")).Select(e => Join(parent, e))),
            child.Position);
        var own = child.Find("defaults")?.Value;
        // Wrong types are left for the checks to tell.
        if (own is not (null or AttributeMap or DescriptorScalar { Kind: ScalarKind.Null }))
            return merged.With("defaults", own);
        if (parent["defaults"] is { } inherited and not (AttributeMap or DescriptorScalar { Kind: ScalarKind.Null }))
            return merged.With("defaults", inherited);
        return merged.With("defaults", MergeDefaults(parent["defaults"] as AttributeMap ?? AttributeMap.Empty, own as AttributeMap ?? AttributeMap.Empty));
    }

    private static AttributeEntry Join(AttributeMap parent, AttributeEntry child) =>
        parent[child.Key] is DescriptorList first && child.Value is DescriptorList second
            ? child with { Value = new DescriptorList([.. first.Items, .. second.Items], second.Position) }
            : child;

    private static AttributeMap MergeDefaults(AttributeMap parent, AttributeMap child)
    {
        var merged = new AttributeMap(parent.Entries, child.Position);
        foreach (var section in Sections)
        {
            merged = (parent[section], child[section]) switch
            {
                (var first, AttributeMap second) => merged.With(section, new AttributeMap((first as AttributeMap ?? AttributeMap.Empty).Entries.Concat(second.Entries), second.Position)),
                (AttributeMap first, null or DescriptorScalar { Kind: ScalarKind.Null }) => merged.With(section, first),
                (null or DescriptorScalar { Kind: ScalarKind.Null }, null or DescriptorScalar { Kind: ScalarKind.Null }) => merged.With(section, AttributeMap.Empty),
                (var first, null) => merged.With(section, first),
                (_, var second) => merged.With(section, second),
            };
        }
        return merged;
    }
}
