using EdgeProvision.Engine.Execution.Access;
using EdgeProvision.Engine.Execution.Purchases;
using EdgeProvision.Engine.Observation;
using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Engine.Planning;
using EdgeProvision.Engine.Providers;
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

        // Which provider's they are, no key says. While one is looked through, the time runs for all.
        var announced = scope.Record.Current?.Requests.ToHashSet(StringComparer.Ordinal) ?? [];
        var began = scope.Time.GetTimestamp();
        foreach (var (driver, access) in scope.Providers)
        {
            while (await access.Devices.ListAsync(context.CancellationToken).ConfigureAwait(false) is { Count: > 0 } devices)
            {
                context.Progress($"releasing {string.Join(", ", devices.Select(d => d.Id))}");
                await Task.WhenAll(devices.Select(d => DeviceRemoval.DeleteAsync(context, access, d.Id))).ConfigureAwait(false);
                outcome = StepOutcome.Done;
            }

            if (access.Driver.Addresses is { } addresses && await ReleaseAddressesAsync(context, access, addresses, announced, began).ConfigureAwait(false))
                outcome = StepOutcome.Done;
            try
            {
                if (await RemoveSurroundingsAsync(context, access).ConfigureAwait(false))
                    outcome = StepOutcome.Done;
            }
            catch (EdgeException error) when (error.Code == "ProviderNotAuthorized" && HasNothingAround(scope.Observed, driver))
            {
                // Whoever rents machines in a network that stands needs no right to look at networks.
            }
        }

        return outcome;
    }

    /// <summary>True when the hosts of a driver are known, and none of them was one that anything was made around. When they are gone already, that is not known any more.</summary>
    private static bool HasNothingAround(ObservedProvision observed, string driver)
    {
        var hosts = observed.Hosts.Where(h => h.Driver == driver).ToList();
        return hosts.Count > 0 && hosts.All(h => !ProviderDrivers.KeepsOthersOut(driver, [.. (h.Template.Section("PROVISION") ?? AttributeTree.Empty).Select(a => a.Name.ToLowerInvariant())]));
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

    /// <summary>
    /// Gives back whatever carries the provision's tag until a look shows nothing more. What was announced and never confirmed may still come, and is looked for until the provider's settle
    /// window, which began with the step, is over.
    /// True when there was something.
    /// </summary>
    private static async Task<bool> ReleaseAddressesAsync(StepContext context, ProviderAccess access, IAddressDriver addresses, HashSet<string> announced, long began)
    {
        var scope = context.Operation;
        var released = new HashSet<string>(StringComparer.Ordinal);
        var firstLook = scope.Time.GetTimestamp();
        while (true)
        {
            // Only a look that was sent after the window's end proves anything.
            var isSettling = announced.Count > 0 && scope.Time.GetElapsedTime(began) < access.Driver.SettleWindow;
            var there = await addresses.ListAsync(scope.ProvisionId, context.CancellationToken).ConfigureAwait(false);
            if (there.Count == 0 && !isSettling)
                return released.Count > 0;
            foreach (var reservation in there)
            {
                context.Progress($"releasing addresses {reservation.Network}");
                await AddressKeeper.ReleaseAsync(addresses, reservation, context.CancellationToken).ConfigureAwait(false);
            }

            // A block in a row comes whole. Of addresses that are rented one by one, the first says nothing of the others.
            announced.ExceptWith(there.Where(r => r.IsContiguous).Select(r => r.EdgeKey).OfType<string>());
            var isNew = there.Count(r => released.Add(r.Id)) > 0;
            if (scope.Time.GetElapsedTime(firstLook) > scope.Timings.DeviceGone)
                throw NotReleased(scope, access, there);
            if (isNew)
                continue;
            context.Progress(isSettling ? "a purchase of addresses may still be under way; looking for it" : "waiting until the addresses are released");
            await Task.Delay(access.Driver.SettlePause, scope.Time, context.CancellationToken).ConfigureAwait(false);
        }
    }

    private static EdgeException NotReleased(OperationScope scope, ProviderAccess access, IReadOnlyList<AddressReservation> there) =>
        new("AddressesNotReleased", ErrorKind.Timeout, $"Addresses were given back {scope.Timings.DeviceGone.TotalMinutes:0} minutes ago and {access.Settings} still lists them: {string.Join(", ", there.Select(r => r.Network))}. They may still cost money.")
        {
            Target = scope.Name,
            RecommendedAction = "Run the command again to continue; if they stay, release them at the provider's console.",
        };
}
