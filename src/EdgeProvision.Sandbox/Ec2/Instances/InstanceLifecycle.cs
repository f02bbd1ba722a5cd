using EdgeProvision.Sandbox.CloudInit;
using EdgeProvision.Sandbox.Ec2.Addresses;
using EdgeProvision.Sandbox.Ec2.Firewall;
using EdgeProvision.Sandbox.Ec2.Network;
using EdgeProvision.Sandbox.Hosts;

namespace EdgeProvision.Sandbox.Ec2.Instances;

/// <summary>
/// Moves instances through their states and the machines behind them through what these states mean.
/// <code>
/// pending → running ⇄ stopping → stopped → pending     any → shutting-down → terminated → (unknown)
///     ↘ shutting-down (the launch failed)
/// </code>
/// Jobs of one instance run one after another; terminating cancels what is under way and waits for it.
/// </summary>
internal sealed class InstanceLifecycle(Ec2Store store, IMachineRoom room, Translations translations, GroupEnforcement groups) : IAsyncDisposable
{
    private readonly CancellationTokenSource _closing = new();

    /// <summary>Starts to install an instance that has just been ordered. The caller holds the gate.</summary>
    public void Begin(Instance instance)
    {
        var fails = store.Conditions.TakeFailure();
        instance.IsMute = store.Conditions.TakeMute();
        Enqueue(instance, token => LaunchAsync(instance, fails, token));
    }

    /// <summary>Starts an instance if it is stopped. The caller holds the gate.</summary>
    public void Start(Instance instance)
    {
        if (instance.State != InstanceState.Stopped)
            return;
        instance.LaunchedAt = store.Now;
        instance.Enter(InstanceState.Pending, StateReason.Pending, store.Now);
        Enqueue(instance, token => PowerOnAsync(instance, token));
    }

    /// <summary>Stops an instance if it runs. The caller holds the gate.</summary>
    public void Stop(Instance instance)
    {
        if (instance.State != InstanceState.Running)
            return;
        instance.Enter(InstanceState.Stopping, StateReason.User, store.Now);
        Enqueue(instance, token => PowerOffAsync(instance, token));
    }

    /// <summary>Reboots an instance; the API never leaves <c>running</c> for it. The caller holds the gate.</summary>
    public void Reboot(Instance instance)
    {
        instance.Print("reboot: Restarting system", store.Now);
        if (!instance.IsMute)
            Enqueue(instance, token => room.RebootAsync(instance.Id, token));
    }

    /// <summary>Starts to terminate an instance; repeating it changes nothing. The caller holds the gate.</summary>
    public void End(Instance instance, StateReason reason)
    {
        if (instance.IsEnding)
            return;
        instance.Enter(InstanceState.ShuttingDown, reason, store.Now);
        store.Ledger.Change(instance.Id, entry => entry with { ReleasedAt = store.Now });
        var earlier = instance.Work;
        instance.Ending.Cancel();
        instance.Work = TerminateAsync(instance, earlier);
    }

    /// <summary>An elastic address has been led to the interface, or taken from it. The caller holds the gate.</summary>
    public void Translate(NetworkInterface card, ElasticAddress elastic)
    {
        if (card.Instance is { } instance)
            // Also while the instance goes: what it has lost must not lead to it for ever.
            Enqueue(instance, _ => translations.BringUpToDateAsync(elastic.Address, _closing.Token));
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        List<Task> work;
        lock (store.Gate)
            work = [.. store.AllInstances.Select(instance => instance.Work)];
        await Task.WhenAll(work);
        _closing.Dispose();
    }

    private void Enqueue(Instance instance, Func<CancellationToken, Task> job) => instance.Work = AfterAsync(instance, instance.Work, job);

    private async Task AfterAsync(Instance instance, Task earlier, Func<CancellationToken, Task> job)
    {
        await earlier;
        // The gate is held by whoever ordered the job; nothing of it may run before the order's answer is composed.
        await Task.Yield();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(instance.Ending.Token, _closing.Token);
        try
        {
            await job(either.Token);
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            // Terminated, or the service closes.
        }
        catch (Exception e)
        {
            Apply(instance, () => End(instance, StateReason.Failed(e.Message)));
        }
    }

    private async Task LaunchAsync(Instance instance, bool fails, CancellationToken token)
    {
        if (fails)
        {
            await Task.Delay(store.Options.PendingFor, store.TimeProvider, token);
            Apply(instance, () => End(instance, StateReason.LaunchFailed));
            return;
        }

        // Before there is a machine that something could come to.
        await groups.BringUpToDateAsync(token);
        var machine = await room.InstallAsync(OrderOf(instance), token);
        if (instance.IsMute)
            await room.PowerOffAsync(instance.Id, token);
        List<string> waiting = [];
        Apply(instance, () =>
        {
            instance.Machine = machine;
            waiting = [.. instance.Interface.Elastic.Values.Select(elastic => elastic.Address)];
        });
        foreach (var address in waiting)
            await translations.BringUpToDateAsync(address, token);
        await RunAsync(instance, token);
    }

    private async Task PowerOnAsync(Instance instance, CancellationToken token)
    {
        if (!instance.IsMute)
            await room.PowerOnAsync(instance.Id, token);
        await RunAsync(instance, token);
    }

    private async Task RunAsync(Instance instance, CancellationToken token)
    {
        await Task.Delay(store.Options.PendingFor, store.TimeProvider, token);
        Apply(instance, () =>
        {
            instance.Enter(InstanceState.Running, null, store.Now);
            instance.RunningSince = store.Now;
            if (!instance.IsMute)
                instance.Print($"{HostnameOf(instance)} login: ", store.Now);
            store.Ledger.Change(instance.Id, entry => entry.UsableAt is null ? entry with { UsableAt = store.Now } : entry);
        });
    }

    private async Task PowerOffAsync(Instance instance, CancellationToken token)
    {
        await room.PowerOffAsync(instance.Id, token);
        await Task.Delay(store.Options.StoppingFor, store.TimeProvider, token);

        // A public address of the service's is lent for as long as an instance runs: it starts again under another.
        var machine = await room.ReaddressAsync(instance.Id, token);
        Apply(instance, () =>
        {
            instance.Machine = machine;
            instance.Enter(InstanceState.Stopped, StateReason.User, store.Now);
        });
    }

    private async Task TerminateAsync(Instance instance, Task earlier)
    {
        await Task.Yield();
        await earlier;
        try
        {
            await room.ScrapAsync(instance.Id, _closing.Token);
            await Task.Delay(store.Options.ShuttingDownFor, store.TimeProvider, _closing.Token);
            foreach (var address in Terminated(instance))
                await translations.BringUpToDateAsync(address, _closing.Token);
            await Task.Delay(store.Options.InterfaceLingersFor, store.TimeProvider, _closing.Token);
        }
        catch (OperationCanceledException) when (_closing.IsCancellationRequested)
        {
            return;
        }
        catch (Exception e)
        {
            // It stays in shutting-down, as an instance does whose machine cannot be wiped; a test sees it in the ledger.
            lock (store.Gate)
                instance.Print($"The machine failed: {e.Message}", store.Now);
            return;
        }

        lock (store.Gate)
        {
            if (instance.Interface.DeletesOnTermination)
                instance.Interface.GoneAt = store.Now;
            instance.Interface.Instance = null;
        }
    }

    /// <summary>The instance is terminated; answers the elastic addresses that it had.</summary>
    private List<string> Terminated(Instance instance)
    {
        lock (store.Gate)
        {
            instance.Enter(InstanceState.Terminated, instance.Reason, store.Now);
            store.Ledger.Change(instance.Id, entry => entry with { GoneAt = store.Now });
            foreach (var volume in instance.Volumes)
                volume.Release(store.Now);
            var held = instance.Interface.Elastic.Values.ToList();
            foreach (var elastic in held)
                elastic.Dissociate();
            return [.. held.Select(elastic => elastic.Address)];
        }
    }

    private void Apply(Instance instance, Action change)
    {
        lock (store.Gate)
        {
            // What a job still has to say when its instance is being terminated is out of date.
            if (!instance.IsEnding)
                change();
        }
    }

    private static MachineOrder OrderOf(Instance instance)
    {
        var order = instance.Order;
        IEnumerable<string> keys = order.KeyPair is { } pair ? [pair.Key.Line] : [];
        return new MachineOrder(instance.Id, HostnameOf(instance), [.. keys.Concat(CloudConfig.AuthorizedKeys(order.UserData)).Distinct()])
        {
            InnerAddress = $"{instance.Interface.Primary}/{order.Subnet.Block.PrefixLength}",
        };
    }

    private static string HostnameOf(Instance instance) =>
        CloudConfig.Hostname(instance.UserData) ?? $"ip-{instance.Interface.Primary.Replace('.', '-')}";
}
