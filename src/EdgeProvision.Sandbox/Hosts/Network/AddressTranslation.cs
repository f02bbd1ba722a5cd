using System.Net;
using EdgeProvision.Sandbox.Hosts.Room;

namespace EdgeProvision.Sandbox.Hosts.Network;

/// <summary>
/// Public addresses that the gateway translates to inner ones, as providers do whose machines never see their public address. It is done in the world's
/// namespace, by the shared operating system's <c>nft</c>: this computer need not have one.
/// </summary>
internal sealed class AddressTranslation(string world, AddressPlan plan, string tree)
{
    private const string Table = "edge-elastic";
    private readonly SemaphoreSlim _turn = new(1);
    private readonly SortedDictionary<string, string> _inner = new(StringComparer.Ordinal);
    private bool _isBuilt;

    /// <summary>Sends what is meant for the address to the inner one, or nowhere when that is null; answers the inner one that it was sent to before, or null.</summary>
    public async Task<string?> SetAsync(IPAddress address, string? inner, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var before = _inner.GetValueOrDefault(address.ToString());
            if (before == inner)
                return before;
            var wanted = _inner.Where(pair => pair.Key != address.ToString() && pair.Value != inner).ToDictionary();
            if (inner is not null)
                wanted[address.ToString()] = inner;
            await WriteAsync(wanted, cancellationToken);
            _inner.Clear();
            foreach (var (known, to) in wanted)
                _inner[known] = to;
            return before;
        }
        finally
        {
            _turn.Release();
        }
    }

    // One transaction: nobody ever finds half of the maps.
    private async Task WriteAsync(Dictionary<string, string> pairs, CancellationToken cancellationToken)
    {
        var script = _isBuilt ? $"flush map ip {Table} inward; flush map ip {Table} outward" : Skeleton();
        if (pairs.Count > 0)
        {
            script += $"; add element ip {Table} inward {{ {string.Join(", ", pairs.Select(pair => $"{pair.Key} : {pair.Value}"))} }}"
                + $"; add element ip {Table} outward {{ {string.Join(", ", pairs.Select(pair => $"{pair.Value} : {pair.Key}"))} }}";
        }

        await Command.RunAsync("ip", ["netns", "exec", world, "chroot", tree, "/usr/sbin/nft", script], cancellationToken);
        _isBuilt = true;
    }

    // A machine answers its neighbours on the cable directly, past the gateway: to those the gateway stands in for who asked.
    private string Skeleton() => string.Join("; ",
        $"add table ip {Table}",
        $"add map ip {Table} inward {{ type ipv4_addr : ipv4_addr; }}",
        $"add map ip {Table} outward {{ type ipv4_addr : ipv4_addr; }}",
        $"add chain ip {Table} in {{ type nat hook prerouting priority dstnat; }}",
        $"add chain ip {Table} own {{ type nat hook output priority -100; }}",
        $"add chain ip {Table} out {{ type nat hook postrouting priority srcnat; }}",
        $"add rule ip {Table} in dnat to ip daddr map @inward",
        $"add rule ip {Table} own dnat to ip daddr map @inward",
        $"add rule ip {Table} out ct status dnat ip saddr {plan.Public} masquerade",
        $"add rule ip {Table} out snat to ip saddr map @outward");
}
