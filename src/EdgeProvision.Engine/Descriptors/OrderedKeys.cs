using EdgeProvision.Model;

namespace EdgeProvision.Engine.Descriptors;

/// <summary>What of a host's provision section is ordered: all but names, credentials and what is not given.</summary>
internal static class OrderedKeys
{
    /// <summary>The texts by key, lists joined by commas.</summary>
    public static Dictionary<string, string> Of(AttributeMap provision) => provision.Entries
        .Where(e => e.Key is not ("driver" or "provider" or "hostname") && !e.Value.IsMasked && !e.Value.HasSecret)
        .Select(e => (e.Key, Text: TextOf(e.Value)))
        .Where(e => e.Text.Length > 0)
        .ToDictionary(e => e.Key, e => e.Text, StringComparer.Ordinal);

    private static string TextOf(DescriptorValue value) => value switch
    {
        DescriptorScalar scalar => scalar.Reveal(),
        DescriptorList list => string.Join(',', list.Items.Select(TextOf)),
        _ => "",
    };
}
