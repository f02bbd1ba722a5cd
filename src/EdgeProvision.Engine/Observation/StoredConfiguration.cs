using System.Text;
using EdgeProvision.Engine.Descriptors;
using EdgeProvision.Engine.Descriptors.Yaml;
using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Observation;

/// <summary>What a host's own attributes keep of its configuration, written by this engine or by the original tool.</summary>
public static class StoredConfiguration
{
    /// <summary>Playbooks by name; the original's default when there are none.</summary>
    public static IReadOnlyList<string> Playbooks(AttributeTree template) =>
        template.Text("ANSIBLE_PLAYBOOK") is { Length: > 0 } names ? [.. names.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)] : ["default"];

    /// <summary>The host's variables.</summary>
    /// <exception cref="EdgeException"><c>HostConfigurationUnreadable</c>.</exception>
    public static AttributeMap Variables(AttributeTree template)
    {
        if (template.Text("PROVISION_CONFIGURATION_BASE64") is not { Length: > 0 } base64)
            return AttributeMap.Empty;
        try
        {
            var bag = new DiagnosticBag();
            var value = YamlReader.Read(Encoding.UTF8.GetString(Convert.FromBase64String(base64)), "PROVISION_CONFIGURATION_BASE64", bag);
            if (!bag.HasErrors)
                return value as AttributeMap ?? AttributeMap.Empty;
        }
        catch (FormatException)
        {
            // Told below.
        }

        throw new EdgeException("HostConfigurationUnreadable", ErrorKind.InvalidAnswer, "The host's attribute PROVISION_CONFIGURATION_BASE64 is not a YAML document in base64.")
        {
            RecommendedAction = "Remove the attribute (onehost update) or run New-EdgeProvision with the descriptor.",
        };
    }
}
