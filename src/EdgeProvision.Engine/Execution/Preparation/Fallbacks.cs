using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Engine.Settings;

namespace EdgeProvision.Engine.Execution.Preparation;

/// <summary>Role variables that the front-end decides unless the descriptor does.</summary>
internal static class Fallbacks
{
    public static IReadOnlyDictionary<string, object?> Of(FrontEndConfiguration configuration, UserObject oneadmin, IHostEnvironment machine)
    {
        var variables = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["opennebula_repository_version"] = $"{configuration.Release.Major}.{configuration.Release.Minor}",
        };
        var publicKey = oneadmin.Template.Text("SSH_PUBLIC_KEY") is { Length: > 0 } key ? key : machine.ReadFile("/var/lib/one/.ssh/id_rsa.pub")?.Trim();
        if (!string.IsNullOrEmpty(publicKey))
            variables["edgeprovision_oneadmin_public_key"] = publicKey;
        if (configuration.Sandbox?.Text("REPOSITORY_BASE") is { Length: > 0 } repository)
            variables["opennebula_repository_base"] = repository;
        if (configuration.Sandbox?.Text("REPOSITORY_KEY") is { Length: > 0 } repositoryKey)
            variables["opennebula_repository_key"] = repositoryKey;
        return variables;
    }
}
