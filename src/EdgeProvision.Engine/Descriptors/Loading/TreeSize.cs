using EdgeProvision.Model;

namespace EdgeProvision.Engine.Descriptors;

/// <summary>How many values a tree has, shared ones counted each time.</summary>
internal static class TreeSize
{
    public static long Of(DescriptorValue value) => value switch
    {
        AttributeMap map => 1 + map.Entries.Sum(entry => Of(entry.Value)),
        DescriptorList list => 1 + list.Items.Sum(Of),
        _ => 1,
    };
}
