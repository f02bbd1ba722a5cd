using EdgeProvision.Sandbox.Hosts.Network;
using EdgeProvision.Sandbox.Hosts.Room;

namespace EdgeProvision.Sandbox.Hosts.Power;

/// <summary>What a room gives its machines' chassis.</summary>
/// <param name="Name">The room's names.</param>
/// <param name="Directory">Its directory.</param>
/// <param name="Tree">The shared operating system.</param>
/// <param name="Script">The chassis script.</param>
/// <param name="ControlGroup">The room's control group.</param>
/// <param name="Lookout">The address that the room looks after its machines from.</param>
/// <param name="TimeProvider">The clock.</param>
internal sealed record ChassisSetting(RoomName Name, string Directory, string Tree, string Script, ControlGroup ControlGroup, string Lookout, TimeProvider TimeProvider)
{
    public string DirectoryOf(int machine) => Path.Combine(Directory, "machines", $"{machine}");

    public ControlGroup ControlGroupOf(int machine) => ControlGroup.Part($"m{machine}");

    /// <summary>The surroundings that <c>chassis.sh</c> names.</summary>
    public IReadOnlyDictionary<string, string> Environment(int machine) => new Dictionary<string, string>
    {
        ["ROOM"] = Directory,
        ["TREE"] = Tree,
        ["MACHINE"] = DirectoryOf(machine),
        ["CGROUP"] = ControlGroupOf(machine).Path,
        ["SWITCH"] = Name.Switch,
        ["NETNS"] = Name.Namespace(machine),
        ["PORT"] = Name.Port(machine),
        ["MAC"] = AddressPlan.Mac(machine),
    };
}
