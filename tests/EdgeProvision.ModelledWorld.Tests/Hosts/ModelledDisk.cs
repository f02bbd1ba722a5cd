using EdgeProvision.Engine.Hosts.Programs.Steps;

namespace EdgeProvision.ModelledWorld.Tests.Hosts;

/// <summary>What a modelled host keeps when it loses power. A fresh one has what the sandbox's Debian has.</summary>
internal sealed class ModelledDisk
{
    public required string HostKey { get; init; }

    public required List<string> AuthorizedKeys { get; init; }

    public Dictionary<string, ModelledFile> Files { get; } = new(StringComparer.Ordinal) { ["/etc/ssh/sshd_config"] = new("Include /etc/ssh/sshd_config.d/*.conf\n", new("root", "root", "0644")) };

    public Dictionary<string, string> Links { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, FileRights> Folders { get; } = new(StringComparer.Ordinal)
    {
        ["/etc/apt/keyrings"] = new("root", "root", "0755"), ["/etc/ssh/sshd_config.d"] = new("root", "root", "0755"), ["/usr/libexec"] = new("root", "root", "0755"),
    };

    public HashSet<string> Packages { get; } = new(StringComparer.Ordinal) { "ca-certificates", "iproute2", "kmod", "nftables", "sudo" };

    /// <summary>Repositories whose lists have been read, by the content of their file.</summary>
    public Dictionary<string, string> PackageLists { get; } = new(StringComparer.Ordinal);

    public HashSet<string> EnabledUnits { get; } = new(StringComparer.Ordinal) { "ssh.service" };

    public Dictionary<string, string> Sysctls { get; } = new(StringComparer.Ordinal);

    public HashSet<string> BootModules { get; } = new(StringComparer.Ordinal);

    /// <summary>Parts under <c>/etc/edgeprovision/network.d</c>.</summary>
    public SortedDictionary<string, string> NetworkParts { get; } = new(StringComparer.Ordinal);

    public IReadOnlyList<string> Peers { get; set; } = [];

    /// <summary>Marks of steps that an earlier run still owes.</summary>
    public HashSet<string> Owed { get; } = new(StringComparer.Ordinal);

    /// <summary>Marks of commands whose effect stands.</summary>
    public HashSet<string> Done { get; } = new(StringComparer.Ordinal);

    /// <summary>Fingerprint of the last configuration, when it succeeded.</summary>
    public string? Succeeded { get; set; }

    /// <summary>Hash of the peers that stand on the host.</summary>
    public string PeersHash { get; set; } = "";
}
