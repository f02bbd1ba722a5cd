using EdgeProvision.Engine.Execution.Access;
using EdgeProvision.Engine.Planning;
using EdgeProvision.Engine.Providers;
using EdgeProvision.Engine.Records;
using EdgeProvision.Engine.Requests;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Execution.Steps;

/// <summary>
/// Releases whatever carries the host's key, and the recorded machine. A request that may still be under way is waited for first, by looking
/// for its machine for the whole settle window.
/// </summary>
public sealed class ReleaseDeviceStep : IStepHandler
{
    /// <inheritdoc/>
    public StepKind Kind => StepKind.ReleaseDevice;

    /// <inheritdoc/>
    public async Task<StepOutcome> RunAsync(StepContext context)
    {
        var host = context.Host;
        var scope = context.Operation;
        var access = scope.Provider(host.Driver);
        var key = EdgeAttribute.HostKey(scope.ProvisionId, host.Key);
        var firstLook = scope.Time.GetTimestamp();
        var outcome = StepOutcome.Unchanged;
        while (true)
        {
            // Only a look that was sent after the window's end proves anything; releasing what it showed may take longer than the window.
            var isSettling = host.Request is { IsOpen: true } && scope.Time.GetElapsedTime(firstLook) < access.Driver.SettleWindow;
            var ids = (await access.Devices.ListAsync(key, context.CancellationToken).ConfigureAwait(false)).Select(d => d.Id).ToHashSet(StringComparer.Ordinal);
            if (host.DeviceId is { } recorded)
                ids.Add(recorded);
            var tasks = ids.Select(id => ReleaseAsync(context, access, id)).ToList();
            await Task.WhenAll(tasks).ConfigureAwait(false);
            if (ids.Count > 0)
                outcome = StepOutcome.Done;

            // After an answered request nothing more can come; after one that was not, it can until the window ends.
            if (!isSettling)
                break;
            context.Progress($"a request for {host.Key} may still be under way; looking for its machine");
            await Task.Delay(access.Driver.SettlePause, scope.Time, context.CancellationToken).ConfigureAwait(false);
        }

        host.DeviceId = null;
        scope.Boards.Peers.Remove(host.Key, comesBack: scope.Request is UpdateRequest && host.Desired is not null);
        return outcome;
    }

    private static async Task ReleaseAsync(StepContext context, ProviderAccess access, string deviceId)
    {
        var device = await access.Driver.GetDeviceAsync(deviceId, context.CancellationToken).ConfigureAwait(false);
        if (device is null && !await access.Driver.IsListedAsync(deviceId, context.CancellationToken).ConfigureAwait(false))
            return;
        await DeviceRemoval.DeleteAsync(context, access, deviceId).ConfigureAwait(false);
    }
}
