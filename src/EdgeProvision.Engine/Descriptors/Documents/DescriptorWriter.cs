using EdgeProvision.Engine.Descriptors.Yaml;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Descriptors;

/// <summary>
/// Writes descriptors as YAML that reads back as the same document. One that is as it was read keeps its text, comments included, but for
/// the values that must differ; any other is written anew.
/// </summary>
public static class DescriptorWriter
{
    // A shorter one may stand anywhere by chance.
    private const int ShortestTelling = 4;

    /// <summary>The text of a descriptor.</summary>
    public static WrittenDescriptor Write(EdgeDescriptor descriptor, DescriptorWriteOptions options)
    {
        var map = MovedExtends.Of(descriptor, options);
        var secrets = new List<string>();
        var plain = (AttributeMap)Plain(map, options.IncludeSecret, secrets);
        var text = descriptor.OriginalText() is { } original && ScalarPatch.Apply(original, descriptor.AsMap(), plain) is { } patched && !Tells(patched, secrets)
            ? patched
            : YamlWriter.Write(plain);
        return new WrittenDescriptor(text, options.IncludeSecret ? [] : descriptor.SecretKeys);
    }

    internal static string WithoutSecrets(EdgeDescriptor descriptor) => Write(descriptor, new DescriptorWriteOptions()).Text;

    /// <summary>The tree with its secrets as what is to be written for them.</summary>
    private static DescriptorValue Plain(DescriptorValue value, bool includeSecret, List<string> secrets)
    {
        switch (value)
        {
            case { HasSecret: false }:
                return value;
            case AttributeMap map:
                return new AttributeMap(map.Entries.Select(e => e with { Value = Plain(e.Value, includeSecret, secrets) }), map.Position);
            case DescriptorList list:
                return new DescriptorList([.. list.Items.Select(item => Plain(item, includeSecret, secrets))], list.Position);
            case DescriptorScalar scalar when includeSecret:
                return scalar with { IsSecret = false };
            case DescriptorScalar scalar:
                secrets.Add(scalar.Reveal());
                return new DescriptorScalar(scalar.Text, ScalarKind.String, scalar.Position);
            default:
                return value;
        }
    }

    /// <summary>A secret that was masked may stand in a comment, too.</summary>
    private static bool Tells(string text, List<string> secrets) =>
        secrets.Any(secret => secret.Length >= ShortestTelling && text.Contains(secret, StringComparison.Ordinal));
}
