using EdgeProvision.Engine.Execution;
using EdgeProvision.Engine.Observation;
using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Engine.Providers;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Orphans;

/// <summary>
/// One look at a provider and then at the front-end. In this order: whatever is rented has its provision at the front-end before, so that nothing of what a run rents meanwhile
/// looks like an orphan.
/// </summary>
internal sealed class OrphanLook
{
    private readonly IReadOnlyList<TaggedItem> _items;
    private readonly OwnedThings? _owned;
    private readonly TimeSpan _settleWindow;
    private readonly TimeSpan _rangeWindow;

    private OrphanLook(IReadOnlyList<TaggedItem> items, OwnedThings? owned, DateTimeOffset now, TimeSpan settleWindow, TimeSpan rangeWindow)
    {
        _items = items;
        _owned = owned;
        Now = now;
        _settleWindow = settleWindow;
        _rangeWindow = rangeWindow;
    }

    /// <summary>When it was, by the provider's clock where it tells.</summary>
    public DateTimeOffset Now { get; }

    /// <summary>What belongs to no provision.</summary>
    public IEnumerable<TaggedItem> Orphans => _items.Where(i => StandingOf(i) == OrphanStanding.Orphan);

    public static async Task<OrphanLook> TakeAsync(IProviderDriver driver, FrontEndClient client, EngineTimings timings, TimeProvider time, CancellationToken cancellationToken)
    {
        var items = await driver.ListTaggedAsync(cancellationToken).ConfigureAwait(false);
        var now = driver.ServiceTime ?? time.GetUtcNow();
        var owned = items.Count == 0 ? null : new OwnedThings(await FrontEndSnapshot.ReadAsync(client, cancellationToken).ConfigureAwait(false));
        var range = timings.IpamAction > driver.SettleWindow ? timings.IpamAction : driver.SettleWindow;
        return new OrphanLook(items, owned, now, driver.SettleWindow, range);
    }

    /// <summary>What was found before, as it is now; null when it does not stand any more. What is left of a network is called by whichever part holds the others.</summary>
    public TaggedItem? Find(EdgeOrphan orphan) => _items.FirstOrDefault(i =>
        OrphanViews.KindOf(i.Kind) == orphan.Kind
        && (i.Id == orphan.Id || i.Kind == TaggedItemKind.Surroundings && string.Equals(i.ProvisionId, orphan.ProvisionId, StringComparison.OrdinalIgnoreCase)));

    /// <summary>A machine of the same provision, or a copy of one, which is in its network, too; else null.</summary>
    public TaggedItem? MachineOf(string provisionId) => _items.FirstOrDefault(i => i.Kind is TaggedItemKind.Device or TaggedItemKind.Copy && i.ProvisionId == provisionId);

    public OrphanStanding StandingOf(TaggedItem item) =>
        _owned?.Has(item) != false ? OrphanStanding.Owned
        : item.CreatedAt is { } made && Now - made < WindowOf(item) ? OrphanStanding.Young
        : OrphanStanding.Orphan;

    // A range that another tool has asked oned for stands in no network until oned has the driver's answer, and its addresses carry the id of no provision.
    private TimeSpan WindowOf(TaggedItem item) =>
        item.Kind == TaggedItemKind.Addresses && item.EdgeKey?.Contains("/net/", StringComparison.Ordinal) == true ? _rangeWindow : _settleWindow;
}
