using EdgeProvision.Sandbox.Filtering;

namespace EdgeProvision.Sandbox.Tests.Ec2;

/// <summary>Keeps what was last said of each machine, as lines of text.</summary>
internal sealed class PaperFilter : IPacketFilter
{
    private volatile IReadOnlyList<FilteredMachines> _machines = [];

    /// <summary>What is let through to and from a machine; null where it is not filtered.</summary>
    public IReadOnlyList<string>? Of(string machineId) => _machines.SingleOrDefault(some => some.MachineIds.Contains(machineId))?.Rules.Select(Text).Order(StringComparer.Ordinal).ToList();

    public Task FilterAsync(IReadOnlyList<FilteredMachines> machines, CancellationToken cancellationToken)
    {
        _machines = machines;
        return Task.CompletedTask;
    }

    private static string Text(FilterRule rule)
    {
        var what = rule switch
        {
            { Ports: var (first, last) } => $"{rule.Protocol}/{first}-{last}",
            { IcmpType: { } type } => $"{rule.Protocol}/{type}.{rule.IcmpCode}",
            _ => $"{rule.Protocol}",
        };
        return $"{rule.Direction} {what} [{string.Join(' ', rule.Peers)}]";
    }
}
