using EdgeProvision.Engine.Descriptors.Schema;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Descriptors.Checks;

/// <summary>How types are named in messages.</summary>
internal static class TypeNames
{
    public static string Of(DescriptorValue value) => value switch
    {
        AttributeMap => "a map",
        DescriptorList => "a list",
        DescriptorScalar { Kind: ScalarKind.Null } => "nothing",
        DescriptorScalar { IsSecret: true } => "a secret",
        DescriptorScalar scalar => Quoting.Short(scalar.Text),
        _ => "something else",
    };

    public static string Of(KeyType type) => type switch
    {
        KeyType.Map => "a map",
        KeyType.Maps => "a list of maps",
        KeyType.TextOrList => "a single value or a list of such",
        _ => "a single value",
    };

    public static string Range(KeyRule rule) => (rule.Minimum, rule.Maximum) switch
    {
        ({ } least, { } most) when least == most => FormattableString.Invariant($"{least}"),
        ({ } least, { } most) => FormattableString.Invariant($"a whole number from {least} to {most}"),
        ({ } least, null) => FormattableString.Invariant($"a whole number of at least {least}"),
        _ => "a whole number",
    };
}
