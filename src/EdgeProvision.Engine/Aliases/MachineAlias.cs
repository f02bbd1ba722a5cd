using System.Globalization;
using EdgeProvision.Engine.Observation;
using EdgeProvision.Engine.OpenNebula;

namespace EdgeProvision.Engine.Aliases;

/// <summary>An address that a virtual machine has beside its cards' own.</summary>
/// <param name="Ip">The address.</param>
/// <param name="NetworkId">The network it is of.</param>
/// <param name="RangeId">The address range there.</param>
internal sealed record MachineAlias(string Ip, int NetworkId, int RangeId)
{
    // Numbers that OpenNebula has for what ends a stay on a host.
    private const int CardDetached = 24;
    private const int AliasDetached = 47;

    /// <summary>The aliases of a machine.</summary>
    public static IEnumerable<MachineAlias> Of(VmObject vm) => vm.Template.Sections("NIC_ALIAS").Select(Read).OfType<MachineAlias>();

    /// <summary>
    /// The host where the machine is that has it; null when nobody should have it: the machine is not on a host, does not have the alias any more, or is losing it now.
    /// A machine that is switched off or asleep keeps its place, and its addresses with it.
    /// </summary>
    public int? WantedHost(VmObject? vm) =>
        vm is { State: VmState.Active or VmState.Suspended or VmState.PowerOff, HostId: { } host } && vm.Template.Sections("NIC_ALIAS").Any(a => Read(a) == this && !IsLeaving(vm, a)) ? host : null;

    /// <inheritdoc/>
    public override string ToString() => Ip;

    /// <summary>
    /// Until the host's drivers have answered, a card that comes and one that goes stand there alike and say <c>ATTACH</c>: which of both it is tells the stay that has just ended. A card
    /// takes its aliases along, and they say nothing.
    /// </summary>
    private static bool IsLeaving(VmObject vm, AttributeTree alias) => vm.Actions.Take(2).FirstOrDefault(a => a != 0) switch
    {
        AliasDetached => IsPlugged(alias),
        CardDetached => Cards(vm).Any(c => IsPlugged(c) && c.Text("NIC_ID") is { } card && card == alias.Text("PARENT_ID")),
        _ => false,
    };

    private static IEnumerable<AttributeTree> Cards(VmObject vm) => vm.Template.Sections("NIC").Concat(vm.Template.Sections("PCI"));

    private static bool IsPlugged(AttributeTree card) => card.Text("ATTACH") == "YES";

    private static MachineAlias? Read(AttributeTree alias) =>
        alias.Text("IP") is { } ip && IPv4Number.Of(ip) is not null && Number(alias, "NETWORK_ID") is { } network && Number(alias, "AR_ID") is { } range ? new MachineAlias(ip, network, range) : null;

    private static int? Number(AttributeTree alias, string name) =>
        int.TryParse(alias.Text(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
