using EdgeProvision.Engine.Execution;
using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Engine.Providers;
using EdgeProvision.Engine.Providers.Catalogs;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Orphans;

/// <summary>Finds what carries the key of a provision that the front-end does not have.</summary>
internal sealed class OrphanFinder(FrontEndClient client, EngineTimings timings, TimeProvider time)
{
    /// <summary>The orphans of one provider, in the region that it stands for, those of a provision together.</summary>
    public async Task<IReadOnlyList<EdgeOrphan>> FindAsync(IProviderDriver driver, EdgeProvider provider, CancellationToken cancellationToken)
    {
        var look = await OrphanLook.TakeAsync(driver, client, timings, time, cancellationToken).ConfigureAwait(false);
        var orphans = look.Orphans.ToList();
        if (orphans.Count == 0)
            return [];

        // What a removal has released since the first look had a provision then, whose record may have gone before the front-end was asked.
        var still = (await driver.ListTaggedAsync(cancellationToken).ConfigureAwait(false)).Select(i => (i.Kind, i.Id)).ToHashSet();
        orphans.RemoveAll(o => !still.Contains((o.Kind, o.Id)));
        var hardware = orphans.Exists(o => o.Hardware is not null) ? await HardwareAsync(driver, cancellationToken).ConfigureAwait(false) : [];
        return [.. orphans.OrderBy(o => o.ProvisionId, StringComparer.Ordinal).ThenBy(o => o.Kind).ThenBy(o => o.Name, StringComparer.Ordinal).ThenBy(o => o.Id, StringComparer.Ordinal)
            .Select(o => OrphanViews.Of(o, provider, look.Now, o.Hardware is { } word ? hardware.GetValueOrDefault(word) : null))];
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
}
