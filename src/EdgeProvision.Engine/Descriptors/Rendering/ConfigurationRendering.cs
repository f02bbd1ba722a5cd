using System.Text;
using EdgeProvision.Engine.Descriptors.Yaml;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Descriptors.Rendering;

/// <summary>A host's configuration as the original stores it: a YAML document, in Base64 on one line. Secrets are not in it.</summary>
public static class ConfigurationRendering
{
    /// <summary>The YAML document, beginning with <c>---</c>.</summary>
    public static string ToYaml(AttributeMap configuration) => YamlWriter.Write(SecretStripping.Strip(configuration));

    /// <summary>The value of PROVISION_CONFIGURATION_BASE64.</summary>
    public static string ToBase64(AttributeMap configuration) => Convert.ToBase64String(Encoding.UTF8.GetBytes(ToYaml(configuration)));

    /// <summary>The secrets of a configuration by variable, which are stored elsewhere and merged when it is run; empty when it has none.</summary>
    public static AttributeMap Secrets(AttributeMap configuration) =>
        new(configuration.Entries.Where(entry => entry.Value.HasSecret), configuration.Position);
}
