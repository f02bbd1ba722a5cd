using EdgeProvision.Engine.Execution.Access;
using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Engine.Planning;
using EdgeProvision.Engine.Providers;
using EdgeProvision.Engine.Records;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Execution.Steps;

/// <summary>
/// Reboots a machine, or switches it off and on. Done when SSH answers with another boot id than before; the one from before is written down
/// first, so that a run that continues knows whether the call must be sent again.
/// </summary>
public sealed class RestartHostStep(StepKind kind) : IStepHandler
{
    /// <inheritdoc/>
    public StepKind Kind => kind;

    /// <inheritdoc/>
    public Task<StepOutcome> RunAsync(StepContext context) => PowerWaiting.RunAsync(context, RestartAsync);

    private async Task<StepOutcome> RestartAsync(StepContext context)
    {
        var host = context.Host;
        var scope = context.Operation;
        var token = context.CancellationToken;

        var known = host.Power is { Kind: HostPowerKind.Restarting, BootId: { } written } ? written : null;
        var found = await BootIdAsync(context, host).ConfigureAwait(false);
        var before = known ?? found;

        // Continued, and the call that was sent before has done its work: sending it again would be another restart.
        var hasBooted = known is not null && found is not null && found != known;
        await PowerMoves.WritePowerAsync(scope, host, new HostPower(HostPowerKind.Restarting, before), token).ConfigureAwait(false);
        await scope.FrontEnd.Hosts.SetStatusAsync(host.HostId, HostStatus.Offline, token).ConfigureAwait(false);
        await scope.HostAccess.CloseAsync(host).ConfigureAwait(false);

        var mustSwitch = kind == StepKind.ResetHost || before is null;
        if (hasBooted)
        {
            context.Progress($"{host.Key} has restarted already");
        }
        else if (mustSwitch)
        {
            await PowerMoves.ReachAsync(context, host, PowerAction.ForceOff, DeviceState.Inactive).ConfigureAwait(false);
            await PowerMoves.ReachAsync(context, host, PowerAction.On, DeviceState.Active).ConfigureAwait(false);
        }
        else
        {
            await scope.Provider(host.Driver).Driver.PowerAsync(host.DeviceId!, PowerAction.Reboot, token).ConfigureAwait(false);
        }

        await PowerMoves.FollowAddressAsync(scope, host, token).ConfigureAwait(false);
        await AwaitAnotherBootAsync(context, host, before).ConfigureAwait(false);
        await PowerMoves.WritePowerAsync(scope, host, HostPower.On, token).ConfigureAwait(false);
        await PeerDelivery.CatchUpAsync(context).ConfigureAwait(false);
        await PowerWaiting.GiveBackAsync(context).ConfigureAwait(false);
        return StepOutcome.Done;
    }

    /// <summary>Null when the host does not answer: then it is switched off and on, and whatever answers afterwards has booted anew.</summary>
    private static async Task<string?> BootIdAsync(StepContext context, HostWork host)
    {
        try
        {
            var channel = await context.Operation.HostAccess.OpenAsync(context.Operation, host, TimeSpan.FromSeconds(15), context.CancellationToken).ConfigureAwait(false);
            return (await channel.ReadFactsAsync(context.CancellationToken).ConfigureAwait(false)).BootId;
        }
        catch (EdgeException error) when (error.Kind is ErrorKind.Timeout or ErrorKind.Unreachable)
        {
            context.Progress($"{host.Key} does not answer");
            return null;
        }
    }

    private static async Task AwaitAnotherBootAsync(StepContext context, HostWork host, string? before)
    {
        var scope = context.Operation;
        var began = scope.Time.GetTimestamp();
        var longest = PowerWaiting.Limit(scope, scope.Request.SshTimeout);
        while (true)
        {
            var left = longest - scope.Time.GetElapsedTime(began);
            if (left <= TimeSpan.Zero)
                throw new EdgeException("HostNotRestarted", ErrorKind.Timeout, $"Host {host.Key} ({host.Address}) was asked to restart and still answers with the same boot after {longest.TotalMinutes:0} minutes.")
                {
                    Target = host.Key,
                    RecommendedAction = "Restart it the hard way: Restart-EdgeHost -Hard (oneprovision host reboot --hard).",
                };
            context.Progress("waiting for SSH after the restart");
            try
            {
                var channel = await scope.HostAccess.OpenAsync(scope, host, left, context.CancellationToken).ConfigureAwait(false);
                host.Facts = await channel.ReadFactsAsync(context.CancellationToken).ConfigureAwait(false);
                if (host.Facts.BootId != before)
                    return;
            }
            catch (EdgeException error) when (error.Kind is ErrorKind.Unreachable)
            {
                // The machine went down while it was asked.
            }

            await scope.HostAccess.CloseAsync(host).ConfigureAwait(false);
            await Task.Delay(PowerWaiting.Pause(scope), scope.Time, context.CancellationToken).ConfigureAwait(false);
        }
    }
}
