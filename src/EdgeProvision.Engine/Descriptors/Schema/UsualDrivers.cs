namespace EdgeProvision.Engine.Descriptors.Schema;

/// <summary>
/// The names of OpenNebula's drivers over its releases. A front-end may have others, so that a name that is not here is no mistake; one that is
/// nearly one of these probably is.
/// </summary>
internal static class UsualDrivers
{
    public static IReadOnlyList<string> Hypervisor { get; } = ["kvm", "qemu", "lxc", "lxd", "firecracker", "vcenter", "dummy"];

    public static IReadOnlyList<string> Network { get; } =
        ["dummy", "bridge", "fw", "ebtables", "802.1Q", "vxlan", "ovswitch", "ovswitch_vxlan", "alias_sdnat", "elastic", "nodeport", "vcenter"];

    public static IReadOnlyList<string> Transfer { get; } =
        ["ssh", "shared", "local", "qcow2", "ceph", "dev", "lvm", "fs_lvm", "fs_lvm_ssh", "iscsi_libvirt", "vcenter", "dummy"];

    public static IReadOnlyList<string> Datastore { get; } = ["fs", "ceph", "dev", "lvm", "iscsi_libvirt", "rsync", "restic", "vcenter", "dummy"];

    public static IReadOnlyList<string> Ipam { get; } = ["internal", "dummy", "packet", "equinix", "aws", "vultr", "scaleway"];
}
