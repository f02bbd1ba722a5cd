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
/// A machine has its public address on its card, or, in a network of its provider's own, an inner one, which the gateway translates.
/// </summary>
internal sealed class RoomNetwork(RoomName name, AddressPlan plan, string tree)
{
    public AddressPlan Plan => plan;

    public AddressTranslation Translation { get; } = new(name.World, plan, tree);

    public SwitchFilter Filter { get; } = new(name, plan, tree);

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
        await IpAsync($"addr add {plan.Lookout}/32 dev {name.Cable}", cancellationToken);
        await IpAsync($"link set {name.Cable} up", cancellationToken);
        // Machines come and go: ask for their hardware addresses ten times a second, not once.
        await File.WriteAllTextAsync($"/proc/sys/net/ipv4/neigh/{name.Cable}/retrans_time_ms", "100", cancellationToken);
        await IpAsync($"route add {plan.Elastic} via {plan.Gateway} dev {name.Cable}", cancellationToken);
    }

    /// <summary>Sends what is meant for the network to a machine, or nowhere when <paramref name="via"/> is null.</summary>
    public Task RouteAsync(IPNetwork network, string? via, CancellationToken cancellationToken) => via is null
        ? Command.TryAsync("ip", ["-n", name.World, "route", "delete", network.ToString()], cancellationToken)
        : IpAsync($"-n {name.World} route replace {network} via {via}", cancellationToken);

    /// <summary>Puts a machine behind the gateway, which answers for its public address.</summary>
    public async Task ShelterAsync(string publicAddress, InnerAddress inner, CancellationToken cancellationToken)
    {
        // Of a route that leads nowhere, the gateway says on the cable that it is the way. The inner address may have been another machine's.
        await InNamespaceAsync(name.World,
            $"ip neigh flush to {inner.Address} dev eth0 && ip addr replace {inner.Gateway}/32 dev lo && ip route replace {publicAddress} dev lo src {plan.Gateway} && ip route replace {inner.Address} dev eth0", cancellationToken);
        await Translation.SetOwnAsync(publicAddress, inner.Address, cancellationToken);
    }

    /// <summary>Puts a machine that is behind the gateway under another public address; the one before leads nowhere.</summary>
    public async Task ReplaceAsync(string before, string publicAddress, InnerAddress inner, CancellationToken cancellationToken)
    {
        await ShelterAsync(publicAddress, inner, cancellationToken);
        await InNamespaceAsync(name.World, $"ip route delete {before}; true", cancellationToken);
    }

    /// <summary>Nothing leads to the machine any more.</summary>
    public async Task AbandonAsync(string publicAddress, InnerAddress inner, CancellationToken cancellationToken)
    {
        await Translation.SetOwnAsync(publicAddress, null, cancellationToken);
        await InNamespaceAsync(name.World, $"ip route delete {publicAddress}; ip route delete {inner.Address}; true", cancellationToken);
    }

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
        // It forwards to addresses that were routed to machines, and answers at once for those that it translates; redirects would teach machines a short cut that providers do not have.
        await InNamespaceAsync(name.World,
            "cd /proc/sys/net/ipv4; echo 1 >ip_forward; for f in conf/*/send_redirects; do echo 0 >$f; done; "
            + "echo 1 >conf/eth0/proxy_arp; echo 0 >neigh/eth0/proxy_delay; echo 100 >neigh/eth0/retrans_time_ms", cancellationToken);
    }

    private static Task IpAsync(string arguments, CancellationToken cancellationToken) => Command.RunAsync("ip", arguments.Split(' '), cancellationToken);

    private static Task InNamespaceAsync(string name, string script, CancellationToken cancellationToken) =>
        Command.RunAsync("ip", ["netns", "exec", name, "sh", "-c", script], cancellationToken);
}
