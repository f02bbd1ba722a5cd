using System.Text.RegularExpressions;
using EdgeProvision.Model;

namespace EdgeProvision.Sandbox.Hosts.Room;

/// <summary>The names of everything that a room puts on this computer. The kernel allows an interface name 15 characters; the id has six of them.</summary>
internal sealed partial record RoomName
{
    public RoomName(string id)
    {
        if (!Allowed().IsMatch(id))
        {
            throw new EdgeException("SandboxIdInvalid", ErrorKind.InvalidInput,
                $"'{id}' cannot be a sandbox's id: one to six lower-case letters or digits are allowed.");
        }

        Id = id;
    }

    public string Id { get; }

    /// <summary>What all the names begin with; no other room's names do.</summary>
    public string Prefix => $"ep-{Id}-";

    public string Switch => Prefix + "switch";

    public string World => Prefix + "world";

    public string Cable => Prefix + "gw";

    public string ControlGroup => $"ep-{Id}";

    public string Namespace(int machine) => $"{Prefix}m{machine}";

    public string Port(int machine) => $"{Prefix}p{machine}";

    public static RoomName? TryParse(string id) => Allowed().IsMatch(id) ? new RoomName(id) : null;

    [GeneratedRegex(@"^[a-z0-9]{1,6}\z")]
    private static partial Regex Allowed();
}
