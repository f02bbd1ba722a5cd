using System.IO.Compression;
using EdgeProvision.Sandbox.Hosts.Room;

namespace EdgeProvision.Sandbox.Hosts.Tree;

/// <summary>
/// The <c>/lib/modules</c> that machines see. Machines share the computer's kernel and may not load anything into it, yet <c>modprobe</c> must
/// succeed for what the kernel has. Real modules are loaded beforehand, so that it finds them loaded; what is built into a kernel without
/// a module tree is listed as built in.
/// </summary>
internal static class KernelModules
{
    private const string BridgeFilter = "/proc/sys/net/bridge";

    private static readonly (string Module, string Option)[] s_known =
    [
        ("bridge", "BRIDGE"), ("br_netfilter", "BRIDGE_NETFILTER"), ("vxlan", "VXLAN"), ("tun", "TUN"), ("tap", "TAP"), ("veth", "VETH"),
        ("dummy", "DUMMY"), ("8021q", "VLAN_8021Q"), ("bonding", "BONDING"), ("macvlan", "MACVLAN"), ("macvtap", "MACVTAP"), ("overlay", "OVERLAY_FS"),
        ("loop", "BLK_DEV_LOOP"), ("fuse", "FUSE_FS"), ("nbd", "BLK_DEV_NBD"), ("wireguard", "WIREGUARD"), ("ip_gre", "NET_IPGRE"),
        ("nf_conntrack", "NF_CONNTRACK"), ("nf_nat", "NF_NAT"), ("nf_tables", "NF_TABLES"), ("nft_compat", "NFT_COMPAT"), ("nft_nat", "NFT_NAT"), ("nft_masq", "NFT_MASQ"),
        ("ip_tables", "IP_NF_IPTABLES"), ("iptable_nat", "IP_NF_NAT"), ("iptable_filter", "IP_NF_FILTER"), ("iptable_mangle", "IP_NF_MANGLE"),
        ("ip6_tables", "IP6_NF_IPTABLES"), ("ip6table_filter", "IP6_NF_FILTER"), ("ebtables", "BRIDGE_NF_EBTABLES"),
        ("ip_set", "IP_SET"), ("ip_set_hash_net", "IP_SET_HASH_NET"), ("xt_set", "NETFILTER_XT_SET"), ("xt_physdev", "NETFILTER_XT_MATCH_PHYSDEV"),
        ("xt_comment", "NETFILTER_XT_MATCH_COMMENT"), ("xt_conntrack", "NETFILTER_XT_MATCH_CONNTRACK"), ("xt_MASQUERADE", "NETFILTER_XT_TARGET_MASQUERADE"),
        ("kvm", "KVM"), ("kvm_intel", "KVM_INTEL"), ("kvm_amd", "KVM_AMD"), ("vhost_net", "VHOST_NET"),
    ];

    // These make devices as soon as they are loaded, some of them in every network namespace: they are there only if an administrator has loaded them.
    private static readonly HashSet<string> s_intrusive = ["bonding", "dummy", "ip_gre", "nbd"];

    /// <summary>The modules that are loaded for the machines, where the kernel has them.</summary>
    internal static IEnumerable<string> Loaded => s_known.Select(k => k.Module).Where(m => !s_intrusive.Contains(m));

    /// <summary>Whether what bridges pass on can be looked up among connections.</summary>
    public static bool HasBridgeFilter => Directory.Exists(BridgeFilter);

    public static async Task PrepareAsync(string directory, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(directory);
        var release = (await File.ReadAllTextAsync("/proc/sys/kernel/osrelease", cancellationToken)).Trim();
        if (Directory.Exists($"/lib/modules/{release}"))
        {
            var filtered = Directory.Exists(BridgeFilter);
            await Command.TryAsync("modprobe", ["-q", "-a", .. Loaded], cancellationToken);
            if (!filtered)
            {
                LetBridgesPass(BridgeFilter);
            }

            Directory.CreateSymbolicLink(Path.Combine(directory, "lib"), "/lib");
            return;
        }

        var tree = Directory.CreateDirectory(Path.Combine(directory, "lib", "modules", release)).FullName;
        var builtIn = BuiltIn(await ConfigurationAsync(release, cancellationToken));
        await File.WriteAllLinesAsync(Path.Combine(tree, "modules.builtin"), builtIn.Select(m => $"kernel/sandbox/{m}.ko"), cancellationToken);
        await File.WriteAllTextAsync(Path.Combine(tree, "modules.order"), "", cancellationToken);
        await Command.RunAsync("depmod", ["-b", directory, release], cancellationToken);
    }

    /// <summary>
    /// A module that has just been loaded sends the frames of this computer's own bridges through its firewall, which would stop its virtual
    /// machines where forwarding is not allowed. Machines have a switch of their own for it.
    /// </summary>
    internal static void LetBridgesPass(string directory)
    {
        foreach (var file in Directory.Exists(directory) ? Directory.GetFiles(directory, "bridge-nf-call-*") : [])
        {
            File.WriteAllText(file, "0");
        }
    }

    internal static IEnumerable<string> BuiltIn(IEnumerable<string> configuration)
    {
        var options = configuration.Where(l => l.EndsWith("=y", StringComparison.Ordinal)).ToHashSet();
        return s_known.Where(k => options.Contains($"CONFIG_{k.Option}=y")).Select(k => k.Module);
    }

    private static async Task<string[]> ConfigurationAsync(string release, CancellationToken cancellationToken)
    {
        if (File.Exists($"/boot/config-{release}"))
        {
            return await File.ReadAllLinesAsync($"/boot/config-{release}", cancellationToken);
        }

        if (!File.Exists("/proc/config.gz"))
        {
            return [];
        }

        await using var file = File.OpenRead("/proc/config.gz");
        await using var unpacked = new GZipStream(file, CompressionMode.Decompress);
        using var reader = new StreamReader(unpacked);
        return (await reader.ReadToEndAsync(cancellationToken)).Split('\n');
    }
}
