using System.Text.RegularExpressions;

namespace EdgeProvision.Engine.Hosts.Roles;

/// <summary>A distribution by the word that descriptors and catalogues have for it: <c>debian_12</c>, <c>Ubuntu 18.04 LTS</c>.</summary>
/// <param name="Id">ID of its os-release.</param>
/// <param name="Version">Its version, or the beginning of it.</param>
internal sealed partial record NamedSystem(string Id, string Version)
{
    // Words for which nobody can say what is in them (custom_ipxe, vmware_esxi_6_5) name no distribution.
    private static readonly HashSet<string> Known = new(StringComparer.Ordinal)
    {
        "debian", "ubuntu", "centos", "rocky", "almalinux", "rhel", "fedora", "scientific", "opensuse", "sles", "nixos", "freebsd", "windows",
    };

    /// <summary>The distribution that a word names, or null where the word alone does not say.</summary>
    public static NamedSystem? Of(string word)
    {
        var match = Form().Match(word.Trim().ToLowerInvariant());
        return match.Success ? Of(match.Groups["id"].Value, match.Groups["version"].Value) : null;
    }

    /// <summary>The same of two words, as catalogues have them; either may be missing.</summary>
    public static NamedSystem? Of(string? id, string? version)
    {
        var plain = id?.ToLowerInvariant() switch { "alma" => "almalinux", var other => other };
        return plain is not null && version is { Length: > 0 } && Known.Contains(plain) ? new NamedSystem(plain, version.Replace('_', '.')) : null;
    }

    /// <summary>Whether it is, or can be, one of these, each written as <c>debian 12</c>.</summary>
    public bool IsAmong(IEnumerable<string> systems) => systems.Any(system => system.Split(' ') is [var id, var version] && id == Id && (Begins(Version, version) || Begins(version, Version)));

    /// <inheritdoc/>
    public override string ToString() => $"{Id} {Version}";

    private static bool Begins(string version, string with) => version == with || version.StartsWith(with + ".", StringComparison.Ordinal);

    [GeneratedRegex(@"\A(?<id>[a-z]+)(?: linux)?[ _-]?(?<version>\d+(?:[._]\d+)*)(?:[ _-].*)?\z")]
    private static partial Regex Form();
}
