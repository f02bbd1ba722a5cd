using EdgeProvision.Sandbox.OpenNebula.Objects;
using EdgeProvision.Sandbox.OpenNebula.Templates;

namespace EdgeProvision.Sandbox.OpenNebula.Calls;

/// <summary>
/// Cards and aliases of machines that exist already. A machine that runs is in HOTPLUG_NIC until its drivers have answered; the card stands in it all that time and says ATTACH,
/// whether it comes or goes, so that only the action that ended the last stay tells which. With a machine that is off it is done when the call is answered, and no hook hears of it.
/// </summary>
internal static class VmPlugging
{
    private const int CardAttached = 23;
    private const int CardDetached = 24;
    private const int AliasAttached = 46;
    private const int AliasDetached = 47;

    internal static void AddTo(CallTable table)
    {
        table.AddGated("one.vm.attachnic", ObjectKind.Vm, AttachAsync);
        table.AddGated("one.vm.detachnic", ObjectKind.Vm, DetachAsync);
    }

    /// <summary>An administrator says how it ended, the drivers do not. Whatever was under way, it counts as a card that comes.</summary>
    internal static async Task RecoverAsync(Zone zone, VirtualMachine vm, bool succeeded)
    {
        if (!succeeded) await RemoveAsync(zone, vm, vm.Plugged!).ConfigureAwait(false);
        zone.Run(() => Run(zone, vm));
    }

    private static async Task<int> AttachAsync(CallContext call)
    {
        var zone = call.Zone;
        var (vm, card, network) = zone.Run(() => Read(call));
        if (network is not null && await VmLeases.TakeAsync(zone, network, card, vm.Id).ConfigureAwait(false) is null)
            throw new Refusal(Refusal.Action, $"Cannot get IP/MAC lease from virtual network {network.Id}.");
        if (zone.Run(() => Unfit(vm, network)) is { } reason)
        {
            await FreeAsync(zone, [card]).ConfigureAwait(false);
            throw new Refusal(Refusal.Action, reason);
        }

        zone.Run(() => Attach(zone, vm, card));
        return vm.Id;
    }

    private static (VirtualMachine Vm, VectorAttribute Card, VirtualNetwork? Network) Read(CallContext call)
    {
        var zone = call.Zone;
        var vm = call.Get<VirtualMachine>(ObjectKind.Vm, call.Int(1));
        var given = call.Parse(call.Text(2));
        var asked = given.Vectors("NIC").Concat(given.Vectors("NIC_ALIAS")).FirstOrDefault();
        var network = asked is null ? null : VmCards.Network(zone, asked, call.Caller.Id);
        Authority.Demand(zone, call.Caller, network is null ? [(vm, Permissions.Right.Manage)] : [(vm, Permissions.Right.Manage), (network, Permissions.Right.Use)]);
        if (!call.Caller.IsAdministrator && asked is not null && VmCards.RestrictedOf(asked) is { } restricted)
            throw new Refusal(Refusal.Authorization, $"User [{call.Caller.Id}] : NIC includes a restricted attribute {restricted}.");
        if (!MayPlug(vm)) throw new Refusal(Refusal.Action, WrongState(vm));
        if (asked is null) throw new Refusal(Refusal.Action, $"Wrong format or missing NIC/NIC_ALIAS{(zone.Facts.IsOld ? "" : "/PCI")} attribute");

        var card = asked.CopyVector();
        var parent = VmCards.IsAlias(card) ? vm.Cards.FirstOrDefault(c => c["NAME"] == card["PARENT"]) ?? throw new Refusal(Refusal.Action, "Alias not found.") : null;
        VmCards.Name(zone, vm.Id, card, Next(vm.Cards, "NIC_ID"), parent);
        network ??= VmCards.Network(zone, card, vm.Uid);
        if (network is null && VmCards.MissingNetwork(zone, card, vm.Uid) is { } missing) throw new Refusal(Refusal.Action, missing);
        return (vm, card, network);
    }

    private static bool MayPlug(VirtualMachine vm) => vm.IsRunning || vm.State == VmState.PowerOff;

    private static string WrongState(VirtualMachine vm) => $"Could not add a new NIC to VM {vm.Id}, wrong state {vm.StateWord}.";

    private static string? Unfit(VirtualMachine vm, VirtualNetwork? network)
    {
        // It may have ended while the driver was asked.
        if (!MayPlug(vm)) return WrongState(vm);
        var cluster = vm.Histories[^1].ClusterId;
        return network is null || network.Clusters.Contains(cluster) ? null : $"Virtual network is not part of cluster [{cluster}]";
    }

    private static void Attach(Zone zone, VirtualMachine vm, VectorAttribute card)
    {
        if (VmCards.IsAlias(card) && vm.Card(card["PARENT_ID"]) is { } parent)
            VmCards.Join(card, parent, VmCards.Aliases(parent).Count == 0 ? 0 : Next(vm.Template.Vectors("NIC_ALIAS"), "ALIAS_ID"));
        vm.Template.Add(card);
        VmCards.SetRules(vm);
        var action = VmCards.IsAlias(card) ? AliasAttached : CardAttached;
        if (!Begin(zone, vm, card, action)) return;
        Later(zone, vm, card, () => Task.CompletedTask);
    }

    private static async Task<int> DetachAsync(CallContext call)
    {
        var zone = call.Zone;
        var (vm, card, isLater) = zone.Run(() => Detach(call));
        if (!isLater) await RemoveAsync(zone, vm, card).ConfigureAwait(false);
        return vm.Id;
    }

    private static (VirtualMachine Vm, VectorAttribute Card, bool IsLater) Detach(CallContext call)
    {
        var zone = call.Zone;
        var vm = call.Get<VirtualMachine>(ObjectKind.Vm, call.Int(1), Permissions.Right.Manage);
        var id = call.Int(2);
        if (!MayPlug(vm)) throw new Refusal(Refusal.Action, $"Could not detach NIC from VM {vm.Id}, wrong state {vm.StateWord}.");
        var card = vm.Card(VmCards.Text(id)) ?? throw new Refusal(Refusal.Action, $"Could not detach NIC with NIC_ID {id}, it does not exist.");
        if (VmCards.IsAlias(card) && vm.Card(card["PARENT_ID"]) is { } parent) VmCards.Part(card, parent);
        var isLater = Begin(zone, vm, card, VmCards.IsAlias(card) ? AliasDetached : CardDetached);
        if (isLater) Later(zone, vm, card, () => RemoveAsync(zone, vm, card));
        return (vm, card, isLater);
    }

    /// <summary>Marks the card and tells hooks, if the machine runs. The old daemon does not count what is done to a machine that is off.</summary>
    private static bool Begin(Zone zone, VirtualMachine vm, VectorAttribute card, int action)
    {
        if (vm.IsRunning || !zone.Facts.IsOld) vm.Continue(action, zone.UnixTime);
        if (!vm.IsRunning) return false;
        vm.Plug(card);
        zone.Announce(vm);
        return true;
    }

    // Other changes of the machine wait while addresses are given back, as they do in the daemon.
    private static void Later(Zone zone, VirtualMachine vm, VectorAttribute card, Func<Task> work) => zone.Start(async () =>
    {
        await Task.Delay(zone.Options.DriverLatency, zone.Options.Time).ConfigureAwait(false);
        await vm.Gate.WaitAsync().ConfigureAwait(false);
        try
        {
            if (vm.Plugged != card) return;
            await work().ConfigureAwait(false);
            zone.Run(() => Run(zone, vm));
        }
        finally
        {
            vm.Gate.Release();
        }
    });

    private static void Run(Zone zone, VirtualMachine vm)
    {
        if (vm.State != VmState.Active) return;
        vm.EndPlugging();
        zone.Announce(vm);
    }

    /// <summary>Takes a card away, and its aliases with it.</summary>
    private static async Task RemoveAsync(Zone zone, VirtualMachine vm, VectorAttribute card)
    {
        var gone = zone.Run(() => VmCards.Aliases(card).Select(vm.Card).OfType<VectorAttribute>().Append(card).ToList());
        await FreeAsync(zone, gone).ConfigureAwait(false);
        zone.Run(() =>
        {
            gone.ForEach(vm.Template.Remove);
            if (VmCards.IsAlias(card) && vm.Card(card["PARENT_ID"]) is { } parent) VmCards.Part(card, parent);
            VmCards.SetRules(vm);
        });
    }

    private static async Task FreeAsync(Zone zone, IReadOnlyList<VectorAttribute> cards)
    {
        foreach (var (network, range, index) in zone.Run(() => VmLeases.Of(zone, cards).ToList()))
            await VmLeases.FreeAsync(zone, network, range, index).ConfigureAwait(false);
    }

    private static int Next(IEnumerable<VectorAttribute> cards, string number) =>
        cards.Select(c => int.TryParse(c[number], System.Globalization.CultureInfo.InvariantCulture, out var taken) ? taken : -1).Append(-1).Max() + 1;
}
