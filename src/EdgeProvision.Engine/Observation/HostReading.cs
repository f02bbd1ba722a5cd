using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Engine.Records;

namespace EdgeProvision.Engine.Observation;

/// <summary>From an OpenNebula host's attributes to what they mean.</summary>
internal static class HostReading
{
    public static ObservedHost Read(HostObject host, string provisionId) => new()
    {
        Id = host.Id,
        Name = host.Name,
        State = (int)host.State,
        Key = EdgeAttribute.MemberKey(host.Template.Text(EdgeAttribute.Key), provisionId)
            ?? Hostname(host.Template)
            ?? host.Name,
        Driver = host.Template.Text("PM_MAD") ?? "",
        DeviceId = host.Template.TextAt("PROVISION/DEPLOY_ID") is { Length: > 0 } id ? id : null,
        Request = HostRequest.Parse(host.Template.Text(EdgeAttribute.Request)),
        Fingerprint = host.Template.Text(EdgeAttribute.Fingerprint) is { Length: > 0 } fingerprint ? fingerprint : null,
        SshHostKey = host.Template.Text(EdgeAttribute.SshHostKey) is { Length: > 0 } key ? key : null,
        Power = HostPower.Parse(host.Template.Text(EdgeAttribute.Power)),
        ConfigurationStatus = host.Template.Text("PROVISION_CONFIGURATION_STATUS"),
        Template = host.Template,
        VirtualMachines = host.VmIds,
    };

    /// <summary>
    /// The original lets hosts share a host name (one among the defaults is every host's): those are told apart by their OpenNebula names. One that is adopted
    /// already still counts, so that the last of them has no other key than all had when the first was adopted.
    /// </summary>
    public static IReadOnlyList<ObservedHost> Distinct(IReadOnlyList<ObservedHost> hosts)
    {
        var shared = hosts
            .SelectMany(h => new[] { h.Key, Hostname(h.Template) ?? h.Key }.Distinct(StringComparer.Ordinal))
            .GroupBy(name => name, StringComparer.Ordinal)
            .Where(g => g.Count() > 1)
            .Select(g => g.Key)
            .ToHashSet(StringComparer.Ordinal);
        return [.. hosts.Select(h => shared.Contains(h.Key) && !h.Template.Contains(EdgeAttribute.Key) ? h with { Key = h.Name } : h)];
    }

    private static string? Hostname(AttributeTree template) => template.TextAt("PROVISION/HOSTNAME")?.ToLowerInvariant();
}
