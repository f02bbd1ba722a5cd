using EdgeProvision.Engine.Observation;
using EdgeProvision.Engine.Offers;
using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Engine.Providers;
using EdgeProvision.Engine.Providers.Addresses;
using EdgeProvision.Engine.Providers.Catalogs;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Orphans;

/// <summary>Finds what carries the key of a provision that the front-end does not have, and removes it.</summary>
internal sealed class OrphanFinder(FrontEndClient client, ProviderOffers offers, TimeProvider time)
{
    // What a released machine still holds of its network is refused for minutes.
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(10);

    public Task<IReadOnlyList<EdgeOrphan>> FindAsync(EdgeProvider provider, CancellationToken cancellationToken) => offers.AskAsync<IReadOnlyList<EdgeOrphan>>(provider, async driver =>
    {
        var items = await ListAsync(driver, cancellationToken).ConfigureAwait(false);
        return items.Count == 0 ? [] : [.. await ShowAsync(driver, provider, items, cancellationToken).ConfigureAwait(false)];
    }, cancellationToken);

    public Task RemoveAsync(EdgeOrphan orphan, Action<string> tell, CancellationToken cancellationToken)
    {
        var provider = offers.Providers().FirstOrDefault(p => p.Name == orphan.Provider) ?? throw new EdgeException(
            "ProviderNotFound", ErrorKind.NotFound, $"The provider '{orphan.Provider}', at which {orphan} was found, is not one of this session's.")
        {
            Target = orphan.Provider,
            RecommendedAction = "Register it again, or connect to the front-end with which it was found.",
        };
        return offers.AskAsync(provider, async driver =>
        {
            // Somebody may have brought its provision back since, by a record that was restored or by a front-end that is another.
            var items = await ListAsync(driver, cancellationToken).ConfigureAwait(false);
            if (items.FirstOrDefault(i => i.Id == orphan.Id) is { } item)
                await RemoveAsync(driver, item, tell, cancellationToken).ConfigureAwait(false);
            else if (await StandsAsync(driver, orphan.Id, cancellationToken).ConfigureAwait(false))
                throw Adopted(orphan);
            return 0;
        }, cancellationToken);
    }

    /// <summary>
    /// The provider is asked first: whatever is rented has a provision at the front-end before, so that nothing of what a run rents meanwhile looks like an orphan.
    /// </summary>
    private async Task<IReadOnlyList<TaggedItem>> ListAsync(IProviderDriver driver, CancellationToken cancellationToken)
    {
        var items = await driver.ListTaggedAsync(cancellationToken).ConfigureAwait(false);
        if (items.Count == 0)
            return [];
        var snapshot = await FrontEndSnapshot.ReadAsync(client, cancellationToken).ConfigureAwait(false);
        var known = snapshot.Provisions().Select(p => p.Id).OfType<string>().ToHashSet(StringComparer.OrdinalIgnoreCase);
        return [.. items.Where(i => !known.Contains(i.ProvisionId))];
    }

    private static async Task<bool> StandsAsync(IProviderDriver driver, string id, CancellationToken cancellationToken) =>
        (await driver.ListTaggedAsync(cancellationToken).ConfigureAwait(false)).Any(i => i.Id == id);

    private async Task RemoveAsync(IProviderDriver driver, TaggedItem item, Action<string> tell, CancellationToken cancellationToken)
    {
        switch (item.Kind)
        {
            case TaggedItemKind.Device:
                await driver.DeleteDeviceAsync(item.Id, cancellationToken).ConfigureAwait(false);
                await UntilAsync(driver, item, tell, async () => await driver.GetDeviceAsync(item.Id, cancellationToken).ConfigureAwait(false) is null, cancellationToken).ConfigureAwait(false);
                break;
            case TaggedItemKind.Addresses when driver.Addresses is { } addresses:
                if (await addresses.GetAsync(item.Id, cancellationToken).ConfigureAwait(false) is { } block)
                    await AddressKeeper.ReleaseAsync(addresses, block, cancellationToken).ConfigureAwait(false);
                break;
            case TaggedItemKind.Surroundings:
                await UntilAsync(driver, item, tell, () => driver.RemoveSurroundingsAsync(item.ProvisionId, cancellationToken), cancellationToken).ConfigureAwait(false);
                break;
            default:
                throw new InvalidOperationException($"Nothing is known of a {item.Kind} at {driver.Name}.");
        }
    }

    private async Task UntilAsync(IProviderDriver driver, TaggedItem item, Action<string> tell, Func<Task<bool>> isGone, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        while (!await isGone().ConfigureAwait(false))
        {
            if (time.GetElapsedTime(began) > s_patience)
                throw Held(item);
            tell($"{item.Name} is still there; waiting until the provider has removed it");
            await Task.Delay(driver.PollInterval, time, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<IEnumerable<EdgeOrphan>> ShowAsync(IProviderDriver driver, EdgeProvider provider, IReadOnlyList<TaggedItem> items, CancellationToken cancellationToken)
    {
        var hardware = items.Any(i => i.Hardware is not null) ? await HardwareAsync(driver, cancellationToken).ConfigureAwait(false) : new Dictionary<string, HardwareEntry>();
        var now = time.GetUtcNow();
        return items.OrderBy(i => i.ProvisionId, StringComparer.Ordinal).ThenBy(i => i.Kind).ThenBy(i => i.Name, StringComparer.Ordinal).Select(item =>
        {
            var entry = item.Hardware is { } word ? hardware.GetValueOrDefault(word) : null;
            return new EdgeOrphan(KindOf(item.Kind), item.Name, item.Id, provider.Name, item.ProvisionId)
            {
                Key = item.EdgeKey,
                CreatedAt = item.CreatedAt,
                Age = item.CreatedAt is { } made && made <= now ? now - made : null,
                Location = item.Location,
                Hardware = item.Hardware,
                Count = item.Count,
                HourlyCost = item.Location is { } place && entry?.Places.GetValueOrDefault(place) is { } there ? there : entry?.HourlyPrice,
                Currency = entry?.Currency,
            };
        });
    }

    /// <summary>What the provider says of its machines; a price that it does not tell is no reason to hide an orphan.</summary>
    private static async Task<Dictionary<string, HardwareEntry>> HardwareAsync(IProviderDriver driver, CancellationToken cancellationToken)
    {
        Dictionary<string, HardwareEntry> known = new(StringComparer.Ordinal);
        try
        {
            foreach (var key in driver.CatalogKeys.Where(k => k.Topic == CatalogTopic.Hardware))
            {
                foreach (var entry in (await driver.ReadCatalogAsync(key.Name, cancellationToken).ConfigureAwait(false))?.Entries.OfType<HardwareEntry>() ?? [])
                    known.TryAdd(entry.Slug, entry);
            }
        }
        catch (EdgeException)
        {
            return known;
        }

        return known;
    }

    private static EdgeOrphanKind KindOf(TaggedItemKind kind) => kind switch
    {
        TaggedItemKind.Device => EdgeOrphanKind.Device,
        TaggedItemKind.Addresses => EdgeOrphanKind.Addresses,
        _ => EdgeOrphanKind.Network,
    };

    private static EdgeException Adopted(EdgeOrphan orphan) => new("OrphanHasProvision", ErrorKind.Refused, $"{orphan} ({orphan.Id}) is no orphan any more: the front-end has its provision {orphan.ProvisionId}.")
    {
        Target = orphan.Id,
        RecommendedAction = "Remove it with its provision (Remove-EdgeProvision), or its host (Remove-EdgeHost).",
    };

    private static EdgeException Held(TaggedItem item) => new("OrphanStillThere", ErrorKind.Timeout, $"{item.Name} ({item.Id}) was to be removed, and is still there after {s_patience.TotalMinutes:0} minutes.")
    {
        Target = item.Id,
        RecommendedAction = "Run Find-EdgeOrphan | Remove-EdgeOrphan again; machines of the same provision go before its network.",
    };
}
