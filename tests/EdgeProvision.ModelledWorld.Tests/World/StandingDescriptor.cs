using EdgeProvision.Sandbox.Hosts;

namespace EdgeProvision.ModelledWorld.Tests.World;

/// <summary>Descriptors of machines that stand.</summary>
internal static class StandingDescriptor
{
    /// <summary>The descriptor with the SSH host keys of these machines, one for each host.</summary>
    public static string WithKeys(this string text, TheWorld world, IReadOnlyList<Machine> machines)
    {
        const string connection = "connection: { private_key: ";
        var parts = text.Split(connection);
        return parts[0] + string.Concat(parts.Skip(1).Select((part, i) => $"connection: {{ host_key: \"{world.Room.Get(machines[i].Id).Disk.HostKey}\", private_key: {part}"));
    }
}
