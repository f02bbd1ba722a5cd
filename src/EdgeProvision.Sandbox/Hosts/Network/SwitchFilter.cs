using EdgeProvision.Sandbox.Filtering;
using EdgeProvision.Sandbox.Hosts.Room;

namespace EdgeProvision.Sandbox.Hosts.Network;

/// <summary>
/// What the switch lets through to and from machines that a provider filters. The rules stand in the bridge's own tables, by port. Whether a packet belongs to what was let through before
/// is looked up where this computer's kernel can tell for bridges, too: in the tables of IP, by way of br_netfilter, which mark it.
/// </summary>
internal sealed class SwitchFilter(RoomName name, AddressPlan plan, string tree)
{
    private readonly SemaphoreSlim _turn = new(1);
    private volatile IReadOnlyList<FilteredMachines> _wanted = [];
    private IReadOnlyList<string> _written = FilterStatements.Nothing;
    private bool _isBuilt;

    /// <summary>Filters these machines, and no others, from now on.</summary>
    /// <param name="machines">They, with what is let through.</param>
    /// <param name="portOf">The port that a machine is at, or null while there is no such machine.</param>
    /// <param name="cancellationToken">Stops.</param>
    public Task SetAsync(IReadOnlyList<FilteredMachines> machines, Func<string, string?> portOf, CancellationToken cancellationToken)
    {
        _wanted = machines;
        return BringUpToDateAsync(portOf, cancellationToken);
    }

    /// <summary>Machines have come. Whoever has waited for his turn may find that it is done already.</summary>
    public async Task BringUpToDateAsync(Func<string, string?> portOf, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var statements = FilterStatements.Of(_wanted, plan, portOf);
            if (statements.SequenceEqual(_written))
                return;
            if (!_isBuilt)
                await Command.RunAsync("ip", ["-n", name.Switch, "link", "set", "br0", "type", "bridge", "nf_call_iptables", "1"], cancellationToken);
            await Nftables.ApplyAsync(name.Switch, tree, _isBuilt ? statements : [.. FilterStatements.Tracking, .. statements], cancellationToken);
            (_written, _isBuilt) = (statements, true);
        }
        finally
        {
            _turn.Release();
        }
    }
}
