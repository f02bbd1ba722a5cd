using EdgeProvision.Engine.Providers;
using EdgeProvision.Engine.Providers.Addresses;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Execution.Purchases;

/// <summary>
/// Sees to it that exactly one block of addresses carries a key, as <c>DeviceKeeper</c> does for machines: what is there is adopted, what may still come is waited for, and only
/// then one is bought (docs/design/purchases.md).
/// </summary>
public static class AddressKeeper
{
    private const int UnansweredLimit = 3;
    private const int DeferredLimit = 20;

    /// <summary>The block that carries the key: the largest usable one, else one that waits for approval, else one that was denied; null for none.</summary>
    public static AddressReservation? Find(IEnumerable<AddressReservation> reservations, string key) =>
        reservations.Where(r => r.EdgeKey == key).OrderBy(r => r.State).ThenByDescending(r => r.Size).ThenBy(r => r.CreatedAt).ThenBy(r => r.Id, StringComparer.Ordinal).FirstOrDefault();

    /// <summary>Finds the block, or buys it.</summary>
    /// <param name="driver">The provider.</param>
    /// <param name="request">What is wanted.</param>
    /// <param name="claim">Where it stands written that an order may be under way.</param>
    /// <param name="time">The clock.</param>
    /// <param name="progress">Told what it waits for.</param>
    /// <param name="cancellationToken">Stops it, never between an order and its answer.</param>
    /// <exception cref="EdgeException">
    /// <c>AddressesNotSupported</c>, <c>AddressRequestInvalid</c>, <c>AddressesAwaitApproval</c>, or what the provider answered.
    /// </exception>
    public static async Task<AddressReservation> EnsureAsync(
        IProviderDriver driver, ReservationRequest request, IReservationClaim claim, TimeProvider time, Action<string> progress, CancellationToken cancellationToken)
    {
        var addresses = driver.Addresses ?? throw AddressErrors.NotSupported(driver.Name);
        addresses.Check(request);
        var firstLook = time.GetTimestamp();
        var mustSettle = claim.IsOpen;
        var (unanswered, deferred) = (0, 0);
        var takenBack = new HashSet<string>(StringComparer.Ordinal);
        AddressReservation? known = null;

        while (true)
        {
            // The look that decides must have been sent after the window's end: its answer may take long.
            var isSettling = mustSettle && time.GetElapsedTime(firstLook) < driver.SettleWindow;
            var list = await addresses.ListAsync(request.ProvisionId, cancellationToken).ConfigureAwait(false);
            var listed = Find(list.Where(r => !takenBack.Contains(r.Id)), request.EdgeKey);

            // Lists lag: what this run has bought itself is there.
            var found = known is not null && (listed is null || listed.Size < known.Size) ? known : listed;
            if (found is { State: ReservationState.AwaitingApproval })
            {
                await CloseAsync(claim, driver, time, cancellationToken).ConfigureAwait(false);
                throw AddressErrors.AwaitingApproval(request.EdgeKey, found);
            }

            if (found is { State: ReservationState.Denied })
            {
                progress($"the order {found.Id} of addresses was denied at the provider; taking it back");
                await addresses.ReleaseAsync(found.Id, cancellationToken).ConfigureAwait(false);
                takenBack.Add(found.Id);
                continue;
            }

            if (found is not null && found.Size >= request.Count)
            {
                await CloseAsync(claim, driver, time, cancellationToken).ConfigureAwait(false);
                return found;
            }

            if (found is { IsContiguous: true })
            {
                await CloseAsync(claim, driver, time, cancellationToken).ConfigureAwait(false);
                throw AddressErrors.Smaller(request, found);
            }

            if (isSettling)
            {
                progress("an earlier order of these addresses may still be under way; looking for it");
                await Task.Delay(driver.SettlePause, time, cancellationToken).ConfigureAwait(false);
                continue;
            }

            if (!claim.IsOpen)
                await claim.OpenAsync(cancellationToken).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            switch (await addresses.ReserveAsync(request, found, cancellationToken).ConfigureAwait(false))
            {
                case ReserveResult.Created created:
                    known = created.Reservation;

                    // Nothing of the former orders is open any more, and the next one is this run's own.
                    mustSettle = false;
                    break;

                case ReserveResult.Refused refused:
                    await CloseAsync(claim, driver, time, cancellationToken).ConfigureAwait(false);
                    throw refused.Error;

                case ReserveResult.NotSent { Error: { IsTransient: true, RetryAfter: { } pause } } limited when ++deferred <= DeferredLimit:
                    progress($"the provider asks to wait {pause.TotalSeconds:0} s before addresses are ordered ({limited.Error.Message})");
                    await Task.Delay(pause, time, cancellationToken).ConfigureAwait(false);
                    break;

                case ReserveResult.NotSent notSent:
                    await CloseAsync(claim, driver, time, cancellationToken).ConfigureAwait(false);
                    throw notSent.Error;

                case ReserveResult.Unanswered lost:
                    progress($"the provider's answer was lost ({lost.Error.Message}); looking for the addresses before asking again");
                    if (++unanswered >= UnansweredLimit)
                        throw lost.Error;
                    firstLook = time.GetTimestamp();
                    mustSettle = true;
                    break;
            }
        }
    }

    /// <summary>Leads the block's addresses nowhere and gives it back. Gone already is fine.</summary>
    public static async Task ReleaseAsync(IAddressDriver addresses, AddressReservation reservation, CancellationToken cancellationToken)
    {
        foreach (var assignment in reservation.Addresses.Select(a => a.Assignment).OfType<AddressAssignment>())
            await addresses.UnassignAsync(assignment, cancellationToken).ConfigureAwait(false);
        await addresses.ReleaseAsync(reservation.Id, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Written down also when a stop was asked for, so that the next run need not wait.</summary>
    private static async Task CloseAsync(IReservationClaim claim, IProviderDriver driver, TimeProvider time, CancellationToken cancellationToken)
    {
        if (!claim.IsOpen)
            return;
        using var grace = new StopGrace(cancellationToken, driver.CreateGrace, time);
        await claim.CloseAsync(grace.Token).ConfigureAwait(false);
    }
}
