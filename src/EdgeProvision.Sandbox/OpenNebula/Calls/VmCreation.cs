using System.Globalization;
using EdgeProvision.Sandbox.OpenNebula.Objects;
using EdgeProvision.Sandbox.OpenNebula.Templates;

namespace EdgeProvision.Sandbox.OpenNebula.Calls;

/// <summary>Makes a virtual machine of a template: takes addresses, names its disks, adds what a scheduler needs.</summary>
internal static class VmCreation
{
    private static readonly HashSet<string> OfTheMachine =
    [
        "CPU", "MEMORY", "VCPU", "NIC", "NIC_ALIAS", "DISK", "OS", "GRAPHICS", "CONTEXT", "FEATURES", "INPUT", "RAW", "PCI", "TOPOLOGY",
        "NUMA_NODE", "CPU_MODEL", "TEMPLATE_ID", "SCHED_ACTION",
    ];

    private static readonly string[] Inherited = ["DNS", "GATEWAY", "MTU", "NETWORK_MASK", "NETWORK_ADDRESS", "EXTERNAL"];

    internal static async Task<int> CreateAsync(CallContext call, string name, Template given, bool hold)
    {
        var zone = call.Zone;
        var (vm, nics) = zone.Run(() => Prepare(call, name, given, hold));
        var taken = new List<(AddressRange Range, int Index)>();
        foreach (var (nic, network) in nics)
        {
            if (await LeaseAsync(zone, network, nic, vm.Id).ConfigureAwait(false) is { } lease)
            {
                taken.Add(lease);
                continue;
            }

            zone.Run(() => taken.ForEach(t => t.Range.Free(t.Index)));
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

    private static async Task<(AddressRange Range, int Index)?> LeaseAsync(Zone zone, VirtualNetwork network, VectorAttribute nic, int vm)
    {
        await network.Gate.WaitAsync().ConfigureAwait(false);
        try
        {
            foreach (var range in zone.Run(() => network.Ranges.ToList()))
            {
                if (nic["AR_ID"] is { Length: > 0 } only && only != range.Attributes["AR_ID"]) continue;
                var index = nic["IP"] is { Length: > 0 } ip ? range.IndexOfIp(ip) : range.FirstFree();
                if (index is null || !range.IsFree(index.Value)) continue;
                if (range.IpamDriver.Length > 0)
                {
                    var answer = await zone.Ipam.AllocateAsync(range, nic["IP"].Length > 0 ? index : null).ConfigureAwait(false);
                    if (answer.Succeeded && nic["IP"].Length == 0) index = Drivers.IpamManager.IndexIn(range, answer.Output);
                    if (!answer.Succeeded || index is null) continue;
                }

                zone.Run(() => Fill(network, range, index.Value, nic, vm));
                return (range, index.Value);
            }

            return null;
        }
        finally
        {
            network.Gate.Release();
        }
    }

    private static void Fill(VirtualNetwork network, AddressRange range, int index, VectorAttribute nic, int vm)
    {
        range.Lease(index, new LeaseHolder(vm));
        nic["AR_ID"] = range.Attributes["AR_ID"];
        if (range.IpAt(index) is { } ip) nic["IP"] = ip;
        nic["MAC"] = range.MacAt(index);
        (nic["BRIDGE"], nic["BRIDGE_TYPE"], nic["VN_MAD"]) = (network.Bridge, network.BridgeType, network.VnMad);
        (nic["NETWORK"], nic["NETWORK_ID"]) = (network.Name, network.Id.ToString(CultureInfo.InvariantCulture));
        nic["CLUSTER_ID"] = string.Join(',', network.Clusters);
        nic["SECURITY_GROUPS"] = network.Template.Get("SECURITY_GROUPS");
        foreach (var name in Inherited)
            if (network.Template.Has(name)) nic[name] = network.Template.Get(name);
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

    private static void AddRule(VirtualMachine vm, string direction) => vm.Template.Add(new VectorAttribute("SECURITY_GROUP_RULE")
    {
        ["PROTOCOL"] = "ALL",
        ["RULE_TYPE"] = direction,
        ["SECURITY_GROUP_ID"] = "0",
        ["SECURITY_GROUP_NAME"] = "default",
    });
}
