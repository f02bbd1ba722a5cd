using System.Globalization;
using EdgeProvision.Sandbox.OpenNebula.Objects;
using EdgeProvision.Sandbox.OpenNebula.Templates;

namespace EdgeProvision.Sandbox.OpenNebula.Calls;

/// <summary>Makes a virtual machine of a template: names its disks and cards, adds what a scheduler needs.</summary>
internal static class VmCreation
{
    private static readonly HashSet<string> OfTheMachine =
    [
        "CPU", "MEMORY", "VCPU", "NIC", "NIC_ALIAS", "DISK", "OS", "GRAPHICS", "CONTEXT", "FEATURES", "INPUT", "RAW", "PCI", "TOPOLOGY",
        "NUMA_NODE", "CPU_MODEL", "TEMPLATE_ID", "SCHED_ACTION",
    ];

    internal static async Task<int> CreateAsync(CallContext call, string name, Template given, bool hold)
    {
        var zone = call.Zone;
        var (vm, networks) = zone.Run(() => Prepare(call, name, given, hold));
        var taken = new List<(VirtualNetwork Network, AddressRange Range, int Index)>();
        foreach (var (card, network) in networks)
        {
            if (await VmLeases.TakeAsync(zone, network, card, vm.Id).ConfigureAwait(false) is { } lease)
            {
                taken.Add((network, lease.Range, lease.Index));
                continue;
            }

            foreach (var (other, range, index) in taken) await VmLeases.FreeAsync(zone, other, range, index).ConfigureAwait(false);
            throw NotMade($"Cannot get IP/MAC lease from virtual network {network.Id}.");
        }

        zone.Run(() => zone.Vms.Add(Complete(zone, vm, [.. networks.Select(n => n.Network)])));
        return vm.Id;
    }

    private static Refusal NotMade(string reason) => new(Refusal.Allocate, $"Error allocating a new virtual machine. {reason}");

    private static (VirtualMachine Vm, List<(VectorAttribute Card, VirtualNetwork Network)> Networks) Prepare(
        CallContext call, string name, Template given, bool hold)
    {
        var zone = call.Zone;
        if (given.GetDouble("CPU") <= 0) throw NotMade("CPU attribute must be a positive float or integer value.");
        if (given.GetDouble("MEMORY") <= 0) throw NotMade("MEMORY attribute must be a positive integer value.");

        var id = zone.Vms.TakeId();
        var vm = new VirtualMachine(id, name.Length > 0 ? name : $"one-{id}", call.Caller, zone.UnixTime) { State = hold ? VmState.Hold : VmState.Pending };
        foreach (var attribute in given.Attributes)
            (OfTheMachine.Contains(attribute.Name) ? vm.Template : vm.UserTemplate).Add(attribute.Copy());

        var disk = 0;
        foreach (var vector in vm.Template.Vectors("DISK"))
        {
            vector["DISK_ID"] = VmCards.Text(disk++);
            if (vector["IMAGE_ID"].Length == 0 && vector["IMAGE"].Length == 0) continue;
            var image = Image(call, vector["IMAGE_ID"], vector["IMAGE"]);
            (vector["IMAGE_ID"], vector["IMAGE"]) = (VmCards.Text(image.Id), image.Name);
            vector["DATASTORE_ID"] = VmCards.Text(image.DatastoreId);
        }

        NameCards(zone, vm);
        return (vm, [.. Networks(call, vm)]);
    }

    private static Image Image(CallContext call, string id, string name)
    {
        if (int.TryParse(id, CultureInfo.InvariantCulture, out var number))
            return call.Get<Image>(ObjectKind.Image, number, Permissions.Right.Use);
        return Names.Taken(call.Zone, ObjectKind.Image, name, call.Caller.Id) as Image
            ?? throw NotMade($"User {call.Caller.Id} does not own a {ObjectKind.Image.Word} with name: {name}.");
    }

    private static void NameCards(Zone zone, VirtualMachine vm)
    {
        var number = 0;
        foreach (var card in vm.Cards)
        {
            var parent = VmCards.IsAlias(card)
                ? vm.Template.Vectors("NIC").FirstOrDefault(n => n["NAME"] == card["PARENT"]) ?? throw NotMade($"NIC named {card["PARENT"]} not found for alias")
                : null;
            VmCards.Name(zone, vm.Id, card, number++, parent);
            if (parent is not null) VmCards.Join(card, parent, VmCards.Aliases(parent).Count);
        }
    }

    private static IEnumerable<(VectorAttribute Card, VirtualNetwork Network)> Networks(CallContext call, VirtualMachine vm)
    {
        foreach (var card in vm.Cards)
        {
            var network = VmCards.Network(call.Zone, card, call.Caller.Id);
            if (network is null && VmCards.MissingNetwork(call.Zone, card, call.Caller.Id) is { } missing) throw NotMade(missing);
            if (network is null) continue;
            Authority.Demand(call.Zone, call.Caller, network, Permissions.Right.Use);
            yield return (card, network);
        }
    }

    private static VirtualMachine Complete(Zone zone, VirtualMachine vm, IReadOnlyList<VirtualNetwork> networks)
    {
        var suffix = "!(PUBLIC_CLOUD = YES)" + (zone.Facts.IsOld ? "" : " & !(PIN_POLICY = PINNED)");
        if (networks.Count > 0)
        {
            var clusters = networks.Skip(1).Aggregate(networks[0].Clusters.AsEnumerable(), (all, n) => all.Intersect(n.Clusters)).ToList();
            var stores = string.Join(" | ", clusters.Select(c => $"\"CLUSTERS/ID\" @> {c}"));
            vm.Template.Set("AUTOMATIC_DS_REQUIREMENTS", $"({stores})");
            vm.Template.Set("AUTOMATIC_NIC_REQUIREMENTS", $"({stores})");
            vm.Template.Set("AUTOMATIC_REQUIREMENTS", $"({string.Join(" | ", clusters.Select(c => $"CLUSTER_ID = {c}"))}) & {suffix}");
        }
        else
        {
            vm.Template.Set("AUTOMATIC_REQUIREMENTS", suffix);
        }

        VmCards.SetRules(vm);
        if (!zone.Facts.IsOld && !vm.Template.Vectors("OS").Any())
            vm.Template.Add(new VectorAttribute("OS") { ["UUID"] = Guid.NewGuid().ToString() });
        vm.Template.Set("VMID", VmCards.Text(vm.Id));
        return vm;
    }
}
