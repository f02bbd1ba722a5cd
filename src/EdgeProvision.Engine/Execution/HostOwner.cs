using EdgeProvision.Engine.OpenNebula;

namespace EdgeProvision.Engine.Execution;

/// <summary>Whose a host of OpenNebula is, in words for whoever wants to have its address or its machine.</summary>
internal static class HostOwner
{
    /// <summary>True for a host of that provision.</summary>
    public static bool Is(HostObject host, string provisionId) => string.Equals(IdOf(host), provisionId, StringComparison.OrdinalIgnoreCase);

    /// <summary>The host, with the provision that it is of.</summary>
    public static string Describe(HostObject host) => NameOf(host) is { } provision
        ? FormattableString.Invariant($"host {host.Id} ({host.Template.TextAt("PROVISION/HOSTNAME") ?? host.Name}) of provision {provision}")
        : FormattableString.Invariant($"OpenNebula's host {host.Id} ({host.Name}), which is of no provision");

    /// <summary>What frees the way. A provision's host is nobody's to rename or delete by OpenNebula's commands.</summary>
    public static string Advice(HostObject host) => NameOf(host) is { } provision
        ? $"Give each host the address of its own machine. Whether provision {provision} still has that machine, Compare-EdgeProvision {CommandWord.PowerShell(provision)} shows."
        : FormattableString.Invariant($"Give each host the address of its own machine, or rename or delete host {host.Id} in OpenNebula (onehost rename {host.Id} NEWNAME).");

    private static string? NameOf(HostObject host) => host.Template.TextAt("PROVISION/NAME") is { Length: > 0 } name ? name : IdOf(host);

    private static string? IdOf(HostObject host) => host.Template.TextAt("PROVISION/PROVISION_ID") is { Length: > 0 } id ? id : null;
}
