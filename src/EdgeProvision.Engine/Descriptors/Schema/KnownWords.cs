namespace EdgeProvision.Engine.Descriptors.Schema;

/// <summary>Words that stand in descriptors, for whoever offers a choice. Where a key takes others as well, they are not checked against these.</summary>
public static class KnownWords
{
    /// <summary>Providers' drivers; a host's must be one of them.</summary>
    public static IReadOnlyList<(string Word, string Meaning)> HostDrivers { get; } =
    [
        ("packet", "Machines of a service that speaks the Packet API v1."),
        ("ec2", "Machines of a service that speaks the EC2 API."),
        ("onprem", "Machines that stand already; their power by Redfish or by a command."),
        ("dummy", "Machines that stand already, without power."),
    ];

    /// <summary>Network drivers (<c>vn_mad</c>).</summary>
    public static IReadOnlyList<(string Word, string Meaning)> NetworkDrivers { get; } =
    [
        ("dummy", "A bridge that stands on the hosts already, as those of the shipped playbooks."),
        ("bridge", "A bridge that OpenNebula makes."),
        ("fw", "A bridge with security groups."),
        ("ebtables", "A bridge with ebtables rules."),
        ("802.1Q", "A VLAN."),
        ("vxlan", "A VXLAN by multicast or EVPN."),
        ("ovswitch", "Open vSwitch with a VLAN."),
        ("ovswitch_vxlan", "Open vSwitch with a VXLAN."),
        ("alias_sdnat", "Public addresses that are translated to those of the virtual machines' private network."),
    ];

    /// <summary>Kinds of datastores (<c>type</c>).</summary>
    public static IReadOnlyList<(string Word, string Meaning)> DatastoreTypes { get; } =
    [
        ("image_ds", "Images of disks."),
        ("system_ds", "Disks of running virtual machines."),
        ("file_ds", "Kernels, contexts and other files."),
    ];

    /// <summary>Datastore drivers (<c>ds_mad</c>).</summary>
    public static IReadOnlyList<(string Word, string Meaning)> DatastoreDrivers { get; } =
    [
        ("fs", "A directory."),
        ("lvm", "Logical volumes."),
        ("ceph", "A Ceph pool."),
        ("dev", "Block devices."),
        ("iscsi_libvirt", "iSCSI targets."),
    ];

    /// <summary>Transfer drivers (<c>tm_mad</c>).</summary>
    public static IReadOnlyList<(string Word, string Meaning)> TransferDrivers { get; } =
    [
        ("ssh", "Copies over SSH; hosts share nothing."),
        ("shared", "A file system that all hosts share."),
        ("qcow2", "A shared file system, with qcow2 images."),
        ("ceph", "A Ceph pool."),
        ("fs_lvm", "Logical volumes."),
        ("dev", "Block devices."),
        ("iscsi_libvirt", "iSCSI targets."),
    ];
}
