using EdgeProvision.Model;

namespace EdgeProvision.Engine.Hosts.Roles;

/// <summary>Whether roles are made for a host's distribution.</summary>
internal static class SupportCheck
{
    /// <summary>Throws for the first role that is not, naming what all roles of the play have in common.</summary>
    public static void Require(Play play, OperatingSystem system)
    {
        var refusing = play.Roles.FirstOrDefault(r => r.Supported.Count > 0 && !r.Supported.Any(s => s.Covers(system)));
        if (refusing is null)
            return;
        var common = SupportedSystem.CommonOf(play.Roles).GroupBy(c => c.Id, c => c.Version).Select(g => $"{g.Key} {string.Join(", ", g)}");
        throw new EdgeException(
            "UnsupportedOperatingSystem", ErrorKind.NotSupported,
            $"The host runs {system.Name} (by its /etc/os-release: {system.Id} {system.Version}), which the role {refusing.Name} of the playbook {string.Join(", ", play.Playbooks.Select(p => p.Name))} does not support. "
            + $"Supported are: {string.Join("; ", common)}.")
        {
            Target = refusing.Name,
            RecommendedAction = "Choose one of these operating systems in the descriptor, or a playbook whose roles support this one.",
        };
    }
}
