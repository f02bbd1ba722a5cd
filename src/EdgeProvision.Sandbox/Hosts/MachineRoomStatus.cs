using System.Net;

namespace EdgeProvision.Sandbox.Hosts;

/// <summary>What a room looks like from outside.</summary>
/// <param name="Id">The room's id.</param>
/// <param name="Directory">Where its machines' disks are.</param>
/// <param name="PublicNetwork">The network of the public addresses that machines are installed with.</param>
/// <param name="ElasticNetwork">Public addresses that lie on no machine until they are routed to one.</param>
/// <param name="PrivateNetwork">The provider's private network.</param>
/// <param name="Gateway">The machines' default gateway; it leads to the outside world and no further.</param>
/// <param name="OutsideAddress">An address beyond the gateway, in <paramref name="WorldNamespace"/>.</param>
/// <param name="OwnAddress">This computer's address on the public network.</param>
/// <param name="Interface">This computer's cable to the switch.</param>
/// <param name="SwitchNamespace">The network namespace of the switch.</param>
/// <param name="WorldNamespace">The network namespace that plays the gateway and everything beyond it.</param>
/// <param name="ControlGroup">The path of the control group that all its processes are in.</param>
/// <param name="OperatingSystem">The shared tree.</param>
public sealed record MachineRoomStatus(
    string Id,
    string Directory,
    IPNetwork PublicNetwork,
    IPNetwork ElasticNetwork,
    IPNetwork PrivateNetwork,
    string Gateway,
    string OutsideAddress,
    string OwnAddress,
    string Interface,
    string SwitchNamespace,
    string WorldNamespace,
    string ControlGroup,
    string OperatingSystem);
