using EdgeProvision.Engine.Execution;
using EdgeProvision.Engine.Execution.Purchases;
using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Engine.Providers;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Orphans;

/// <summary>Removes orphans, each after one more look: somebody may have brought its provision back, or given it to a network.</summary>
internal sealed class OrphanRemoval(FrontEndClient client, EngineTimings timings, TimeProvider time)
{
    /// <summary>Gone already is fine.</summary>
    public async Task RunAsync(IProviderDriver driver, EdgeOrphan orphan, Action<string> tell, CancellationToken cancellationToken)
    {
        var look = await OrphanLook.TakeAsync(driver, client, timings, time, cancellationToken).ConfigureAwait(false);
        if (look.Find(orphan) is not { } item)
        {
            if (await StandsAsync(driver, orphan, cancellationToken).ConfigureAwait(false))
                throw OrphanErrors.Changed(orphan);
            tell($"{orphan} ({orphan.Id}) is gone already");
            return;
        }

        if (item.Kind == TaggedItemKind.Copy)
            throw OrphanErrors.Copy(orphan);
        switch (look.StandingOf(item))
        {
            case OrphanStanding.Owned:
                throw OrphanErrors.HasProvision(orphan, item.ProvisionId);
            case OrphanStanding.Young:
                throw OrphanErrors.Young(orphan);
        }

        if (item.Kind == TaggedItemKind.Surroundings && look.MachineOf(item.ProvisionId) is { } machine)
            throw OrphanErrors.HoldsMachine(orphan, machine.Name, machine.Id);
        await RemoveAsync(driver, orphan, item, tell, cancellationToken).ConfigureAwait(false);
    }

    private async Task RemoveAsync(IProviderDriver driver, EdgeOrphan orphan, TaggedItem item, Action<string> tell, CancellationToken cancellationToken)
    {
        switch (item)
        {
            case { Kind: TaggedItemKind.Device }:
                await driver.DeleteDeviceAsync(item.Id, cancellationToken).ConfigureAwait(false);
                await UntilAsync(driver, orphan, tell, async () => await driver.GetDeviceAsync(item.Id, cancellationToken).ConfigureAwait(false) is null, cancellationToken).ConfigureAwait(false);
                break;
            case { Block: { } block } when driver.Addresses is { } addresses:
                await AddressKeeper.ReleaseAsync(addresses, block, cancellationToken).ConfigureAwait(false);
                break;
            case { Kind: TaggedItemKind.Surroundings }:
                await UntilAsync(driver, orphan, tell, () => driver.RemoveSurroundingsAsync(item.ProvisionId, cancellationToken), cancellationToken).ConfigureAwait(false);
                break;
            case { Kind: TaggedItemKind.Disk }:
                await driver.DeleteDiskAsync(item.Id, cancellationToken).ConfigureAwait(false);
                break;
            default:
                throw new InvalidOperationException($"Nothing is known of a {item.Kind} at {driver.Name}.");
        }
    }

    private async Task UntilAsync(IProviderDriver driver, EdgeOrphan orphan, Action<string> tell, Func<Task<bool>> isGone, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        var isTold = false;
        while (!await isGone().ConfigureAwait(false))
        {
            if (time.GetElapsedTime(began) > timings.DeviceGone)
                throw OrphanErrors.Held(orphan, timings.DeviceGone);
            if (!isTold)
                tell($"{orphan} ({orphan.Id}) is still there; waiting until the provider has removed it");
            isTold = true;
            await Task.Delay(driver.PollInterval, time, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Whether a thing that carries our tags no more, or under another id, is there. A network is what carries them, and nothing else.</summary>
    private static async Task<bool> StandsAsync(IProviderDriver driver, EdgeOrphan orphan, CancellationToken cancellationToken) => orphan.Kind switch
    {
        EdgeOrphanKind.Device or EdgeOrphanKind.Copy => await driver.IsListedAsync(orphan.Id, cancellationToken).ConfigureAwait(false)
            && await driver.GetDeviceAsync(orphan.Id, cancellationToken).ConfigureAwait(false) is { State: not DeviceState.Releasing },
        EdgeOrphanKind.Addresses => driver.Addresses is { } addresses && await addresses.GetAsync(orphan.Id, cancellationToken).ConfigureAwait(false) is not null,
        EdgeOrphanKind.Disk => await driver.HasDiskAsync(orphan.Id, cancellationToken).ConfigureAwait(false),
        _ => false,
    };
}
