using EdgeProvision.Engine.Execution.Access;
using EdgeProvision.Engine.Execution.Purchases;
using EdgeProvision.Engine.Planning;
using EdgeProvision.Engine.Providers.Addresses;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Execution.Steps;

/// <summary>The last look at every provider: nothing may be left that carries the provision's tag.</summary>
public sealed class ReleaseRestStep : IStepHandler
{
    /// <inheritdoc/>
    public StepKind Kind => StepKind.ReleaseRest;

    /// <inheritdoc/>
    public async Task<StepOutcome> RunAsync(StepContext context)
    {
        var scope = context.Operation;
        var outcome = StepOutcome.Unchanged;
        foreach (var access in scope.Providers.Values)
        {
            await AwaitRangesAsync(context, access).ConfigureAwait(false);
            while (await access.Devices.ListAsync(context.CancellationToken).ConfigureAwait(false) is { Count: > 0 } devices)
            {
                context.Progress($"releasing {string.Join(", ", devices.Select(d => d.Id))}");
                await Task.WhenAll(devices.Select(d => DeviceRemoval.DeleteAsync(context, access, d.Id))).ConfigureAwait(false);
                outcome = StepOutcome.Done;
            }

            if (access.Driver.Addresses is { } addresses)
            {
                foreach (var reservation in await addresses.ListAsync(scope.ProvisionId, context.CancellationToken).ConfigureAwait(false))
                {
                    context.Progress($"releasing addresses {reservation.Network}");
                    await AddressKeeper.ReleaseAsync(addresses, reservation, context.CancellationToken).ConfigureAwait(false);
                    outcome = StepOutcome.Done;
                }
            }

            if (await RemoveSurroundingsAsync(context, access).ConfigureAwait(false))
                outcome = StepOutcome.Done;
        }

        return outcome;
    }

    /// <summary>What stood around the machines may be held by them for minutes after they are gone. True when there was something.</summary>
    private static async Task<bool> RemoveSurroundingsAsync(StepContext context, ProviderAccess access)
    {
        var scope = context.Operation;
        var began = scope.Time.GetTimestamp();
        var wasThere = false;
        while (!await access.Driver.RemoveSurroundingsAsync(scope.ProvisionId, context.CancellationToken).ConfigureAwait(false))
        {
            wasThere = true;
            if (scope.Time.GetElapsedTime(began) > scope.Timings.DeviceGone)
                throw new EdgeException("SurroundingsNotRemoved", ErrorKind.Timeout, $"The provision's own network at {access.Settings} could not be removed within {scope.Timings.DeviceGone.TotalMinutes:0} minutes: something in it is still in use.")
                {
                    Target = scope.Name,
                    RecommendedAction = "Look at the provider's console for what else is in that network, remove it, and run the command again.",
                };
            context.Progress("removing the network that was made for the machines");
            await Task.Delay(access.Driver.PollInterval, scope.Time, context.CancellationToken).ConfigureAwait(false);
        }

        return wasThere;
    }

    /// <summary>Address ranges whose purchase was announced and never confirmed may still come: they are awaited at most one IPAM action.</summary>
    private static async Task AwaitRangesAsync(StepContext context, ProviderAccess access)
    {
        var scope = context.Operation;
        if (scope.Record.Current is not { Requests.Count: > 0 } record || access.Driver.Addresses is not { } addresses)
            return;
        var limit = access.Driver.SettleWindow < scope.Timings.IpamAction ? access.Driver.SettleWindow : scope.Timings.IpamAction;
        var began = scope.Time.GetTimestamp();
        while (scope.Time.GetElapsedTime(began) < limit)
        {
            var reservations = await addresses.ListAsync(scope.ProvisionId, context.CancellationToken).ConfigureAwait(false);
            if (record.Requests.All(key => reservations.Any(r => r.EdgeKey == key)))
                return;
            context.Progress("a purchase of addresses may still be under way; looking for it");
            await Task.Delay(limit / 10, scope.Time, context.CancellationToken).ConfigureAwait(false);
        }
    }
}
