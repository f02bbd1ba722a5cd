using System.Globalization;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Observation;

/// <summary>From a descriptor's configuration to the values that roles work with.</summary>
internal static class ConfigurationVariables
{
    public static Dictionary<string, object?> From(AttributeMap map) =>
        map.Entries.Where(e => !e.Value.IsMasked || e.Value is DescriptorScalar { Kind: ScalarKind.Null }).ToDictionary(e => e.Key, e => Value(e.Value), StringComparer.Ordinal);

    /// <summary>Numbers keep their source text: 5.10 is not 5.1.</summary>
    private static object? Value(DescriptorValue value) => value switch
    {
        DescriptorScalar { Kind: ScalarKind.Null } => null,
        DescriptorScalar { AsBoolean: { } flag } => flag,
        DescriptorScalar scalar when scalar.Kind == ScalarKind.Integer && long.TryParse(scalar.Reveal(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => number,
        DescriptorScalar scalar => scalar.Reveal(),
        DescriptorList list => list.Items.Select(Value).ToList(),
        AttributeMap map => From(map),
        _ => null,
    };
}
