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
        var (vm, nics) = zone.Run(() => Prepare(call, name, given, hold));
        var taken = new List<(VirtualNetwork Network, AddressRange Range, int Index)>();
        foreach (var (nic, network) in nics)
        {
            if (await VmLeases.TakeAsync(zone, network, nic, vm.Id).ConfigureAwait(false) is { } lease)
            {
                taken.Add((network, lease.Range, lease.Index));
                continue;
            }

            foreach (var (other, range, index) in taken) await VmLeases.FreeAsync(zone, other, range, index).ConfigureAwait(false);
            throw new Refusal(Refusal.Allocate, $"Error allocating a new virtual machine. Cannot get IP/MAC lease from virtual network {network.Id}.");
        }

        zone.Run(() => zone.Vms.Add(Complete(zone, vm, nics)));
        return vm.Id;
    }

    private static (VirtualMachine Vm, List<(VectorAttribute Nic, VirtualNetwork Network)> Nics) Prepare(
        CallContext call, string name, Template given, bool hold)
    {
        var zone = call.Zone;
        if (given.GetDouble("CPU") <= 0)
            throw new Refusal(Refusal.Allocate, "Error allocating a new virtual machine. CPU attribute must be a positive float or integer value.");
        if (given.GetDouble("MEMORY") <= 0)
            throw new Refusal(Refusal.Allocate, "Error allocating a new virtual machine. MEMORY attribute must be a positive integer value.");

        var id = zone.Vms.TakeId();
        var vm = new VirtualMachine(id, name.Length > 0 ? name : $"one-{id}", call.Caller, zone.UnixTime) { State = hold ? VmState.Hold : VmState.Pending };
        foreach (var attribute in given.Attributes)
            (OfTheMachine.Contains(attribute.Name) ? vm.Template : vm.UserTemplate).Add(attribute.Copy());

        var disk = 0;
        foreach (var vector in vm.Template.Vectors("DISK"))
        {
            vector["DISK_ID"] = disk++.ToString(CultureInfo.InvariantCulture);
            if (vector["IMAGE_ID"].Length == 0 && vector["IMAGE"].Length == 0) continue;
            var image = Resolve<Image>(call, ObjectKind.Image, vector["IMAGE_ID"], vector["IMAGE"]);
            (vector["IMAGE_ID"], vector["IMAGE"]) = (image.Id.ToString(CultureInfo.InvariantCulture), image.Name);
            vector["DATASTORE_ID"] = image.DatastoreId.ToString(CultureInfo.InvariantCulture);
        }

        var nics = vm.Template.Vectors("NIC").Concat(vm.Template.Vectors("NIC_ALIAS"))
            .Select(n => (n, Resolve<VirtualNetwork>(call, ObjectKind.Network, n["NETWORK_ID"], n["NETWORK"]))).ToList();
        return (vm, nics);
    }

    private static T Resolve<T>(CallContext call, ObjectKind kind, string id, string name)
        where T : PoolObject
    {
        if (int.TryParse(id, CultureInfo.InvariantCulture, out var number))
            return call.Get<T>(kind, number, Permissions.Right.Use);
        return Names.Taken(call.Zone, kind, name, call.Caller.Id) as T ?? throw new Refusal(Refusal.Allocate,
            $"Error allocating a new virtual machine. User {call.Caller.Id} does not own a {kind.Word} with name: {name}.");
    }

    private static VirtualMachine Complete(Zone zone, VirtualMachine vm, List<(VectorAttribute Nic, VirtualNetwork Network)> nics)
    {
        var number = 0;
        foreach (var (nic, _) in nics)
        {
            nic["NIC_ID"] = number.ToString(CultureInfo.InvariantCulture);
            if (nic["NAME"].Length == 0) nic["NAME"] = nic.Name == "NIC" ? $"NIC{number}" : $"NIC0_ALIAS{number}";
            nic["TARGET"] = $"one-{vm.Id}-{number++}";
        }

        foreach (var alias in vm.Template.Vectors("NIC_ALIAS"))
            Join(alias, vm.Template.Vectors("NIC").FirstOrDefault(n => n["NAME"] == alias["PARENT"]));

        var suffix = "!(PUBLIC_CLOUD = YES)" + (zone.Facts.IsOld ? "" : " & !(PIN_POLICY = PINNED)");
        if (nics.Count > 0)
        {
            var clusters = nics.Skip(1).Aggregate(nics[0].Network.Clusters.AsEnumerable(), (all, n) => all.Intersect(n.Network.Clusters)).ToList();
            var stores = string.Join(" | ", clusters.Select(c => $"\"CLUSTERS/ID\" @> {c}"));
            vm.Template.Set("AUTOMATIC_DS_REQUIREMENTS", $"({stores})");
            vm.Template.Set("AUTOMATIC_NIC_REQUIREMENTS", $"({stores})");
            vm.Template.Set("AUTOMATIC_REQUIREMENTS", $"({string.Join(" | ", clusters.Select(c => $"CLUSTER_ID = {c}"))}) & {suffix}");
            AddRule(vm, "OUTBOUND");
            AddRule(vm, "INBOUND");
        }
        else
        {
            vm.Template.Set("AUTOMATIC_REQUIREMENTS", suffix);
        }

        if (!zone.Facts.IsOld && !vm.Template.Vectors("OS").Any())
            vm.Template.Add(new VectorAttribute("OS") { ["UUID"] = Guid.NewGuid().ToString() });
        vm.Template.Set("VMID", vm.Id.ToString(CultureInfo.InvariantCulture));
        return vm;
    }

    /// <summary>An alias and its card know each other by their numbers, too: that is what network drivers go by.</summary>
    private static void Join(VectorAttribute alias, VectorAttribute? card)
    {
        if (card is null) return;
        alias["PARENT_ID"] = card["NIC_ID"];
        var others = card["ALIAS_IDS"].Split(',', StringSplitOptions.RemoveEmptyEntries);
        alias["ALIAS_ID"] = (others.Length + 1).ToString(CultureInfo.InvariantCulture);
        card["ALIAS_IDS"] = string.Join(',', others.Append(alias["NIC_ID"]));
    }

    private static void AddRule(VirtualMachine vm, string direction) => vm.Template.Add(new VectorAttribute("SECURITY_GROUP_RULE")
    {
        ["PROTOCOL"] = "ALL",
        ["RULE_TYPE"] = direction,
        ["SECURITY_GROUP_ID"] = "0",
        ["SECURITY_GROUP_NAME"] = "default",
    });
}
