using System.Net;
using EdgeProvision.Sandbox.Hosts.Room;

namespace EdgeProvision.Sandbox.Hosts.Network;

/// <summary>
/// Public addresses that the gateway translates to inner ones, as providers do whose machines never see their public address. Nobody's sender is changed on the way in: a machine behind
/// it has no other way out than the gateway, so that its answers are translated back.
/// </summary>
internal sealed class AddressTranslation(string world, AddressPlan plan, string tree)
{
    private const string Table = "edge-elastic";

    // Providers translate packet by packet. The kernel remembers what it has translated to, and a tunnel's packets, which are one flow for ever, would keep an address that is not theirs any more.
    private const string Forgetful = "for f in /proc/sys/net/netfilter/nf_conntrack_udp_timeout*; do echo 2 >$f; done";

    private readonly SemaphoreSlim _turn = new(1);
    private readonly SortedDictionary<string, string> _own = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, string> _elastic = new(StringComparer.Ordinal);
    private bool _isBuilt;

    /// <summary>Gives a machine its own public address, for as long as there is the machine, or takes it away when the inner one is null.</summary>
    public Task SetOwnAsync(string address, string? inner, CancellationToken cancellationToken) => SetAsync(_own, address, inner, cancellationToken);

    /// <summary>
    /// Sends what is meant for an address to the inner one, or nowhere when that is null; answers the inner one that it was sent to before, or null. What comes from an inner address has
    /// this one then, and the machine's own no more.
    /// </summary>
    public Task<string?> SetElasticAsync(IPAddress address, string? inner, CancellationToken cancellationToken) => SetAsync(_elastic, address.ToString(), inner, cancellationToken);

    private async Task<string?> SetAsync(SortedDictionary<string, string> pairs, string address, string? inner, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var before = pairs.GetValueOrDefault(address);
            if (before == inner)
                return before;
            var wanted = pairs.Where(pair => pair.Key != address && pair.Value != inner).ToDictionary();
            if (inner is not null)
                wanted[address] = inner;
            await WriteAsync(pairs == _own ? wanted : _own, pairs == _elastic ? wanted : _elastic, cancellationToken);
            pairs.Clear();
            foreach (var (known, to) in wanted)
                pairs[known] = to;
            return before;
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task WriteAsync(IReadOnlyDictionary<string, string> own, IReadOnlyDictionary<string, string> elastic, CancellationToken cancellationToken)
    {
        IEnumerable<string> statements = _isBuilt ? [$"flush map ip {Table} inward", $"flush map ip {Table} outward"] : Skeleton();
        var inward = own.Concat(elastic).Select(pair => $"{pair.Key} : {pair.Value}").ToList();
        var outward = elastic.Concat(own).DistinctBy(pair => pair.Value).Select(pair => $"{pair.Value} : {pair.Key}");
        if (inward.Count > 0)
            statements = [.. statements, $"add element ip {Table} inward {{ {string.Join(", ", inward)} }}", $"add element ip {Table} outward {{ {string.Join(", ", outward)} }}"];
        await Nftables.ApplyAsync(world, tree, statements, cancellationToken);
        if (_isBuilt)
            return;
        _isBuilt = true;
        await Command.RunAsync("ip", ["netns", "exec", world, "sh", "-c", Forgetful], CancellationToken.None);
    }

    // Within a provider's network addresses are what they are: only who sends to a public one is seen under his own. The outside is the gateway's own: what is for it goes in there.
    private IEnumerable<string> Skeleton() =>
    [
        $"add table ip {Table}",
        $"add map ip {Table} inward {{ type ipv4_addr : ipv4_addr; }}",
        $"add map ip {Table} outward {{ type ipv4_addr : ipv4_addr; }}",
        $"add chain ip {Table} in {{ type nat hook prerouting priority dstnat; }}",
        $"add chain ip {Table} own {{ type nat hook output priority -100; }}",
        $"add chain ip {Table} out {{ type nat hook postrouting priority srcnat; }}",
        $"add chain ip {Table} outside {{ type nat hook input priority 100; }}",
        $"add rule ip {Table} in dnat to ip daddr map @inward",
        $"add rule ip {Table} own dnat to ip daddr map @inward",
        $"add rule ip {Table} out ct original ip daddr {{ {plan.Public}, {plan.Elastic} }} snat to ip saddr map @outward",
        $"add rule ip {Table} outside ip daddr {AddressPlan.Outside} snat to ip saddr map @outward",
    ];
}
