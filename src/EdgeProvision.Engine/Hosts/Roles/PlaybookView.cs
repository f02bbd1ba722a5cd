using EdgeProvision.Model;

namespace EdgeProvision.Engine.Hosts.Roles;

/// <summary>A playbook as users see it.</summary>
internal static class PlaybookView
{
    public static EdgePlaybook Of(Play play, string path, bool isOwn)
    {
        var playbook = play.Playbooks[0];
        return new EdgePlaybook
        {
            Name = playbook.Name,
            Description = playbook.Description,
            Roles = playbook.Roles,
            HasOverlay = playbook.HasOverlay,
            Variables = [.. play.Variables.OrderBy(v => v.Name, StringComparer.Ordinal).Select(v => new EdgePlaybookVariable
            {
                Name = v.Name,
                Role = v.Role,
                Type = v.Type.ToString().ToLowerInvariant(),
                Default = v.IsSecret ? null : play.Written(v).Written,
                AllowedValues = v.Allowed,
                IsSecret = v.IsSecret,
                Description = v.Description,
            })],
            SupportedSystems = [.. SupportedSystem.CommonOf(play.Roles).Select(s => $"{s.Id} {s.Version}")],
            IsOwn = isOwn,
            Path = path,
        };
    }
}
