using System.Net;
using EdgeProvision.Sandbox.Hosts.Room;

namespace EdgeProvision.Sandbox.Hosts.Network;

/// <summary>
/// What the machines are plugged into:
/// <code>
///   this computer ──cable──┐                 ┌── eth0, machine 1
///                        switch (bridge br0) ┼── eth0, machine 2
///   world: gateway ──eth0──┘                 └── ...
///     └ 198.51.100.1, the outside
/// </code>
/// Switch and world are namespaces: firewalls and network managers of this computer do not see them, and from the world no way leads on.
/// </summary>
internal sealed class RoomNetwork(RoomName name, AddressPlan plan, string tree)
{
    public AddressPlan Plan => plan;

    public AddressTranslation Translation { get; } = new(name.World, plan, tree);

    public async Task BuildAsync(CancellationToken cancellationToken)
    {
        await IpAsync($"netns add {name.Switch}", cancellationToken);
        await IpAsync($"netns add {name.World}", cancellationToken);
        await BuildSwitchAsync(cancellationToken);
        await BuildWorldAsync(cancellationToken);
        await IpAsync($"link add {name.Cable} type veth peer name uplink netns {name.Switch}", cancellationToken);
        await IpAsync($"-n {name.Switch} link set uplink master br0 up", cancellationToken);
        await IpAsync($"addr add {plan.OwnPublic}/{plan.Public.PrefixLength} dev {name.Cable}", cancellationToken);
        await IpAsync($"addr add {plan.OwnPrivate}/{plan.Private.PrefixLength} dev {name.Cable}", cancellationToken);
        await IpAsync($"link set {name.Cable} up", cancellationToken);
        // Machines come and go: ask for their hardware addresses ten times a second, not once.
        await File.WriteAllTextAsync($"/proc/sys/net/ipv4/neigh/{name.Cable}/retrans_time_ms", "100", cancellationToken);
        await IpAsync($"route add {plan.Elastic} via {plan.Gateway} dev {name.Cable}", cancellationToken);
    }

    /// <summary>Sends what is meant for the network to a machine, or nowhere when <paramref name="via"/> is null.</summary>
    public Task RouteAsync(IPNetwork network, string? via, CancellationToken cancellationToken) => via is null
        ? Command.TryAsync("ip", ["-n", name.World, "route", "delete", network.ToString()], cancellationToken)
        : IpAsync($"-n {name.World} route replace {network} via {via}", cancellationToken);

    private async Task BuildSwitchAsync(CancellationToken cancellationToken)
    {
        await IpAsync($"-n {name.Switch} link add br0 type bridge mcast_snooping 0", cancellationToken);
        await IpAsync($"-n {name.Switch} link set br0 up", cancellationToken);
        // A switch does not filter by the addresses inside its frames.
        await InNamespaceAsync(name.Switch, "for f in /proc/sys/net/bridge/bridge-nf-call-*; do [ ! -e $f ] || echo 0 >$f; done", cancellationToken);
    }

    private async Task BuildWorldAsync(CancellationToken cancellationToken)
    {
        await IpAsync($"-n {name.Switch} link add world type veth peer name eth0 netns {name.World}", cancellationToken);
        await IpAsync($"-n {name.Switch} link set world master br0 up", cancellationToken);
        await IpAsync($"-n {name.World} addr add {plan.Gateway}/{plan.Public.PrefixLength} dev eth0", cancellationToken);
        await IpAsync($"-n {name.World} addr add {AddressPlan.Outside}/32 dev lo", cancellationToken);
        await IpAsync($"-n {name.World} link set lo up", cancellationToken);
        await IpAsync($"-n {name.World} link set eth0 up", cancellationToken);
        // It forwards to addresses that were routed to machines; redirects would teach machines a short cut that providers do not have.
        await InNamespaceAsync(name.World,
            "echo 1 >/proc/sys/net/ipv4/ip_forward; for f in /proc/sys/net/ipv4/conf/*/send_redirects; do echo 0 >$f; done", cancellationToken);
    }

    private static Task IpAsync(string arguments, CancellationToken cancellationToken) => Command.RunAsync("ip", arguments.Split(' '), cancellationToken);

    private static Task InNamespaceAsync(string name, string script, CancellationToken cancellationToken) =>
        Command.RunAsync("ip", ["netns", "exec", name, "sh", "-c", script], cancellationToken);
}
