using EdgeProvision.Sandbox.Addresses;
using EdgeProvision.Sandbox.Hosts;
using EdgeProvision.Sandbox.Purchases;

namespace EdgeProvision.Sandbox.Packet;

/// <summary>
/// Moves devices through their states and the machines behind them through what these states mean.
/// <code>
/// queued → provisioning → active ⇄ powering_off → inactive → powering_on → active
///                    ↘ failed   active → reinstalling → active     any → deprovisioning → (404)
/// </code>
/// Jobs of one device run one after another; deleting cancels what is under way and waits for it.
/// </summary>
internal sealed class DeviceLifecycle(PacketStore store, IMachineRoom room, AddressRoutes routes) : IAsyncDisposable
{
    private readonly CancellationTokenSource _closing = new();

    /// <summary>Starts to install a device that has just been ordered. The caller holds the gate.</summary>
    public void Begin(PacketDevice device)
    {
        var fails = store.Conditions.TakeFailure();
        var mute = store.Conditions.TakeMute();
        Enqueue(device, token => ProvisionAsync(device, fails, mute, token));
        EndAt(device, device.TerminationTime);
    }

    /// <summary>The device is to be deprovisioned then, instead of whenever it was to be before; null for never. The caller holds the gate.</summary>
    public void EndAt(PacketDevice device, DateTimeOffset? moment)
    {
        device.TerminationTime = moment;
        if (moment is { } end)
            _ = TerminateAsync(device, end);
    }

    /// <summary>Carries out an action. The caller holds the gate.</summary>
    /// <exception cref="PacketRefusedException">The device's state does not allow it.</exception>
    public void Act(PacketDevice device, string action)
    {
        switch (action, device.State)
        {
            case ("power_off", DeviceState.Active):
                Enter(device, DeviceState.PoweringOff, "Device is being powered off");
                Enqueue(device, token => ChangePowerAsync(device, DeviceState.Inactive, room.PowerOffAsync, token));
                break;
            case ("power_on", DeviceState.Inactive):
                Enter(device, DeviceState.PoweringOn, "Device is being powered on");
                Enqueue(device, token => ChangePowerAsync(device, DeviceState.Active, room.PowerOnAsync, token));
                break;
            case ("reboot", DeviceState.Active):
                // The API never leaves active for it; only the boot id on the host tells that it happened.
                Note(device, "Device is being rebooted");
                Enqueue(device, token => room.RebootAsync(device.Id, token));
                break;
            case ("reinstall", DeviceState.Active or DeviceState.Inactive):
                Enter(device, DeviceState.Reinstalling, "Device is being reinstalled");
                Enqueue(device, token => ChangePowerAsync(device, DeviceState.Active, room.ReinstallAsync, token));
                break;
            case ("power_off", DeviceState.PoweringOff or DeviceState.Inactive):
            case ("power_on", DeviceState.PoweringOn or DeviceState.Active):
                break;
            default:
                throw new PacketRefusedException(422, $"Cannot {action} a device in state {device.State}");
        }
    }

    /// <summary>Starts to delete a device; repeating it changes nothing. The caller holds the gate.</summary>
    /// <exception cref="PacketRefusedException">The device is locked.</exception>
    public void End(PacketDevice device)
    {
        if (device.State is DeviceState.Deprovisioning or DeviceState.Deleted)
            return;
        if (device.Locked)
            throw new PacketRefusedException(422, "Cannot delete a locked item");
        Enter(device, DeviceState.Deprovisioning, "Device is being deprovisioned");
        store.Ledger.Change(device.Id, entry => entry with { ReleasedAt = store.Now });
        var freed = new List<AddressBlock>();
        foreach (var reservation in store.Reservations)
        {
            freed.AddRange(reservation.Assignments.Where(assignment => assignment.DeviceId == device.Id).Select(assignment => assignment.Block));
            reservation.Assignments.RemoveAll(assignment => assignment.DeviceId == device.Id);
        }

        var earlier = device.Work;
        device.Ending.Cancel();
        device.Work = DeprovisionAsync(device, freed, earlier);
    }

    /// <summary>A block of reserved addresses has been given to the device, or taken from it. The caller holds the gate.</summary>
    public void Route(PacketDevice device, AddressBlock block) =>
        // Also while the device goes: what it has lost must not lead to it for ever.
        Enqueue(device, _ => routes.BringUpToDateAsync(block, device.Id, _closing.Token));

    /// <summary>A device breaks, whatever it was doing. The caller holds the gate.</summary>
    public void Break(PacketDevice device) => Enter(device, DeviceState.Failed, "Device has failed");

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        List<Task> work;
        lock (store.Gate)
            work = [.. store.Devices.Select(device => device.Work)];
        await Task.WhenAll(work);
        _closing.Dispose();
    }

    private void Enqueue(PacketDevice device, Func<CancellationToken, Task> job) => device.Work = AfterAsync(device, device.Work, job);

    private async Task AfterAsync(PacketDevice device, Task earlier, Func<CancellationToken, Task> job)
    {
        await earlier;
        // The gate is held by whoever ordered the job; nothing of it may run before the order's answer is composed.
        await Task.Yield();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(device.Ending.Token, _closing.Token);
        try
        {
            await job(either.Token);
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            // Deleted, or the service closes.
        }
        catch (Exception e)
        {
            Apply(device, () => Enter(device, DeviceState.Failed, $"The machine failed: {e.Message}"));
        }
    }

    private async Task ProvisionAsync(PacketDevice device, bool fails, bool mute, CancellationToken token)
    {
        await Task.Delay(store.Options.QueuedFor, store.TimeProvider, token);
        Apply(device, () =>
        {
            device.Progress = 20;
            Enter(device, DeviceState.Provisioning, "Provisioning started");
        });
        if (fails)
        {
            await Task.Delay(store.Options.ProvisioningFor, store.TimeProvider, token);
            Apply(device, () => Enter(device, DeviceState.Failed, "Provisioning failed: the installer did not report back"));
            return;
        }

        var machine = await room.InstallAsync(new MachineOrder(device.Id, device.Hostname, device.Request.AuthorizedKeys), token);
        if (mute)
            await room.PowerOffAsync(device.Id, token);
        Apply(device, () =>
        {
            device.Machine = machine;
            device.Progress = 60;
            Note(device, "Network configured with addresses");
        });
        await Task.Delay(store.Options.ProvisioningFor, store.TimeProvider, token);
        Apply(device, () =>
        {
            device.Progress = 100;
            Enter(device, DeviceState.Active, "Device is active");
            store.Ledger.Change(device.Id, entry => entry with { UsableAt = store.Now });
        });
    }

    private async Task ChangePowerAsync(PacketDevice device, string end, Func<string, CancellationToken, Task> change, CancellationToken token)
    {
        await change(device.Id, token);
        await Task.Delay(store.Options.PowerChangeFor, store.TimeProvider, token);
        Apply(device, () => Enter(device, end, $"Device is {end}"));
    }

    private async Task DeprovisionAsync(PacketDevice device, IReadOnlyList<AddressBlock> freed, Task earlier)
    {
        await Task.Yield();
        await earlier;
        try
        {
            foreach (var block in freed)
                await routes.BringUpToDateAsync(block, device.Id, _closing.Token);
            await room.ScrapAsync(device.Id, _closing.Token);
            await Task.Delay(store.Options.DeprovisioningFor, store.TimeProvider, _closing.Token);
        }
        catch (OperationCanceledException) when (_closing.IsCancellationRequested)
        {
            return;
        }
        catch (Exception e)
        {
            // It stays in deprovisioning, as a device does whose machine cannot be wiped; a test sees it in the ledger.
            lock (store.Gate)
                Note(device, $"The machine failed: {e.Message}");
            return;
        }

        lock (store.Gate)
        {
            Enter(device, DeviceState.Deleted, "Device is gone");
            if (device.Request.Reserved is { } reserved)
                reserved.DeviceId = null;
            store.Ledger.Change(device.Id, entry => entry with { GoneAt = store.Now });
        }
    }

    private async Task TerminateAsync(PacketDevice device, DateTimeOffset moment)
    {
        try
        {
            // A timer takes no more than 49 days.
            while (moment - store.Now is { Ticks: > 0 } left)
                await Task.Delay(left < TimeSpan.FromDays(1) ? left : TimeSpan.FromDays(1), store.TimeProvider, _closing.Token);
        }
        catch (OperationCanceledException)
        {
            return;
        }

        lock (store.Gate)
        {
            // It may have been given another moment meanwhile, or none.
            if (device.TerminationTime != moment)
                return;
            device.Locked = false;
            End(device);
        }
    }

    private void Apply(PacketDevice device, Action change)
    {
        lock (store.Gate)
        {
            // What a job still has to say when its device has broken or is being deleted is out of date.
            if (device.State is not (DeviceState.Failed or DeviceState.Deprovisioning or DeviceState.Deleted))
                change();
        }
    }

    private void Enter(PacketDevice device, string state, string text)
    {
        device.Enter(state, store.Now);
        Note(device, text);
    }

    private void Note(PacketDevice device, string text) =>
        device.Events.Add(new DeviceEvent(Guid.NewGuid().ToString(), $"provisioning.{device.State}", text, "succeeded", store.Now));
}
