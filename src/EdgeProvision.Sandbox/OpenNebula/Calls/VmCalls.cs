using EdgeProvision.Sandbox.OpenNebula.Objects;

namespace EdgeProvision.Sandbox.OpenNebula.Calls;

/// <summary>Virtual machines: as much of their life as decides whether hosts, images and addresses are in use.</summary>
internal static class VmCalls
{
    private const int ColdMigrate = 1;
    private const int LiveMigrate = 2;
    private const int TerminateHard = 27;

    private static readonly Dictionary<string, (VmState[] From, VmState To)> Actions = new()
    {
        ["terminate"] = ([VmState.Pending, VmState.Hold, VmState.Active, VmState.PowerOff], VmState.Done),
        ["terminate-hard"] = ([VmState.Pending, VmState.Hold, VmState.Active, VmState.PowerOff], VmState.Done),
        ["poweroff"] = ([VmState.Active], VmState.PowerOff),
        ["poweroff-hard"] = ([VmState.Active], VmState.PowerOff),
        ["resume"] = ([VmState.PowerOff], VmState.Active),
        ["reboot"] = ([VmState.Active], VmState.Active),
        ["reboot-hard"] = ([VmState.Active], VmState.Active),
        ["resched"] = ([VmState.Active], VmState.Active),
        ["hold"] = ([VmState.Pending], VmState.Hold),
        ["release"] = ([VmState.Hold], VmState.Pending),
    };

    internal static void AddTo(CallTable table)
    {
        table.AddAsync("one.vm.allocate", AllocateAsync);
        table.AddGated("one.vm.deploy", ObjectKind.Vm, Deploy);
        table.AddGated("one.vm.migrate", ObjectKind.Vm, Migrate);
        // Unlike all other calls the id comes second.
        table.AddGated("one.vm.action", ObjectKind.Vm, Act, idAt: 2);
        table.AddGated("one.vm.recover", ObjectKind.Vm, RecoverAsync);
    }

    private static Task<int> AllocateAsync(CallContext call)
    {
        var template = call.Parse(call.Text(1));
        return VmCreation.CreateAsync(call, template.Take("NAME"), template, call.OptionalFlag(2));
    }

    private static int Deploy(CallContext call)
    {
        var zone = call.Zone;
        var vm = call.Get<VirtualMachine>(ObjectKind.Vm, call.Int(1), Permissions.Right.Admin);
        var host = call.Get<Host>(ObjectKind.Host, call.Int(2), Permissions.Right.Manage);
        var enforce = call.Flag(3);
        var asked = call.Int(4);
        var datastore = call.Get<Datastore>(ObjectKind.Datastore, asked < 0 ? 0 : asked, Permissions.Right.Use);
        if (datastore.Type != DatastoreType.System)
            throw new Refusal(Refusal.Action, $"VM must be deployed to a SYSTEM datastore, not to datastore [{datastore.Id}].");
        if (vm.State is not (VmState.Pending or VmState.Hold))
            throw new Refusal(Refusal.Action, $"Deploy action is not available for state {vm.StateWord}");
        if (host.State == HostState.Offline) throw new Refusal(Refusal.Action, "Host is offline, cannot use it to deploy VM");
        if (enforce && host.State != HostState.Monitored) throw new Refusal(Refusal.Action, $"Not enough capacity in host {host.Id}.");

        vm.Template.Set("TM_MAD_SYSTEM", datastore.Template.Get("TM_MAD"));
        Place(zone, vm, host, datastore);
        return vm.Id;
    }

    // Live or not, the machine runs on the other host when this is answered; what happens between is not played.
    private static int Migrate(CallContext call)
    {
        var zone = call.Zone;
        var vm = call.Get<VirtualMachine>(ObjectKind.Vm, call.Int(1), Permissions.Right.Admin);
        var host = call.Get<Host>(ObjectKind.Host, call.Int(2), Permissions.Right.Manage);
        var isLive = call.Flag(3);
        if (!vm.IsRunning) throw new Refusal(Refusal.Action, $"Migrate action is not available for state {vm.StateWord}");
        var stay = vm.Histories[^1];
        if (stay.HostId == host.Id) throw new Refusal(Refusal.Action, $"VM is already running on host [{host.Id}]");
        if (stay.ClusterId != host.ClusterId)
            throw new Refusal(Refusal.Action, $"Cannot migrate to a different cluster. VM running in a host in cluster [{stay.ClusterId}], and new host is in cluster [{host.ClusterId}]");
        if (host.State == HostState.Offline) throw new Refusal(Refusal.Action, "Host is offline, cannot use it to deploy VM");
        (stay.Ended, stay.Action) = (zone.UnixTime, isLive ? LiveMigrate : ColdMigrate);
        Place(zone, vm, host, call.Get<Datastore>(ObjectKind.Datastore, stay.DatastoreId, Permissions.Right.Use));
        return vm.Id;
    }

    private static void Place(Zone zone, VirtualMachine vm, Host host, Datastore datastore)
    {
        vm.Histories.Add(new VmHistory(vm.Id, vm.Histories.Count, host.Name, host.Id, host.ClusterId, zone.UnixTime, host.VmMad,
            datastore.Template.Get("TM_MAD"), datastore.Id));
        vm.DeployId = $"{host.Name}:{vm.Name}:{host.VmMad}";
        vm.State = VmState.Active;
        zone.Announce(vm);
    }

    private static int Act(CallContext call)
    {
        var (action, id) = (call.Text(1), call.Int(2));
        if (!Actions.TryGetValue(action, out var change)) throw new Refusal(Refusal.Action, $"Action \"{action}\" is not supported");
        var vm = call.Get<VirtualMachine>(ObjectKind.Vm, id, Permissions.Right.Manage);
        if (!change.From.Contains(vm.State) || vm.Plugged is not null)
        {
            var reason = change.To == VmState.Done ? $"Could not terminate VM {id}, wrong state {vm.StateWord}." : $"This action is not available for state {vm.StateWord}";
            throw new Refusal(Refusal.Action, $"Error performing action \"{action}\": {reason}");
        }

        if (change.To == VmState.Done) End(call.Zone, vm);
        else Change(call.Zone, vm, change.To);
        return id;
    }

    private static void Change(Zone zone, VirtualMachine vm, VmState to)
    {
        if (vm.State == to) return;
        vm.State = to;
        zone.Announce(vm);
    }

    private static async Task<int> RecoverAsync(CallContext call)
    {
        var zone = call.Zone;
        var (id, operation) = (call.Int(1), call.Int(2));
        var plugging = zone.Run(() =>
        {
            var vm = call.Get<VirtualMachine>(ObjectKind.Vm, id, Permissions.Right.Admin);
            if (operation is 0 or 1 && vm.Plugged is not null) return vm;
            Recover(zone, vm, operation);
            return null;
        });
        if (plugging is not null) await VmPlugging.RecoverAsync(zone, plugging, operation == 1).ConfigureAwait(false);
        return id;
    }

    private static void Recover(Zone zone, VirtualMachine vm, int operation)
    {
        switch (operation)
        {
            case 0 or 1: throw new Refusal(Refusal.Action, $"Could not perform a recover operation on VM {vm.Id}, wrong state {vm.StateWord}.");
            case 2: throw new Refusal(Refusal.Action, $"Could not perform a retry on VM {vm.Id}, wrong state {vm.StateWord}.");
            case 3:
                if (vm.State != VmState.Done) End(zone, vm);
                break;
            case 4:
                CloseHistory(zone, vm);
                vm.EndPlugging();
                Change(zone, vm, VmState.Pending);
                break;
            case 5:
                if (vm.State != VmState.Done) Finish(zone, vm);
                zone.Vms.Remove(vm.Id);
                break;
            default: throw new Refusal(Refusal.Action, "Wrong recovery operation code");
        }
    }

    // What runs takes its driver a moment to stop; what never ran is done at once.
    private static void End(Zone zone, VirtualMachine vm)
    {
        if (vm.State is VmState.Pending or VmState.Hold) Finish(zone, vm);
        else zone.Later(zone.Options.DriverLatency, () => Finish(zone, vm));
    }

    private static void Finish(Zone zone, VirtualMachine vm)
    {
        if (vm.State == VmState.Done) return;
        CloseHistory(zone, vm);
        vm.EndPlugging();
        vm.State = VmState.Done;
        vm.Ended = zone.UnixTime;
        zone.Announce(vm);
        foreach (var (network, range, index) in VmLeases.Of(zone, vm.Cards).ToList())
        {
            if (range.IpamDriver.Length == 0) range.Free(index);
            else zone.Start(() => FreeLaterAsync(zone, network, range, index));
        }
    }

    // Drivers are not called with the zone locked, as it is here.
    private static async Task FreeLaterAsync(Zone zone, VirtualNetwork network, AddressRange range, int index)
    {
        await Task.Yield();
        await VmLeases.FreeAsync(zone, network, range, index).ConfigureAwait(false);
    }

    private static void CloseHistory(Zone zone, VirtualMachine vm)
    {
        if (vm.State is VmState.Active or VmState.PowerOff)
            (vm.Histories[^1].Ended, vm.Histories[^1].Action) = (zone.UnixTime, TerminateHard);
    }
}
