using EdgeProvision.Engine.Observation;
using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Engine.Providers;
using EdgeProvision.Engine.Providers.Addresses;
using EdgeProvision.Engine.Records;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Orphans;

/// <summary>
/// What a front-end has, by one reading of it: the provisions, half-made and half-removed ones too, the machines that its hosts name, and the addresses that its ranges hold.
/// Whatever carries a provision's id belongs to it, whether or not one of its hosts names it: open orders, addresses rented by hand, networks. Removing the provision removes them.
/// A copy carries it, too, but nobody here has ordered it: it is shown until the provision, whose removal names it, takes it along.
/// </summary>
internal sealed class OwnedThings
{
    private readonly HashSet<string> _provisions = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _devices = new(StringComparer.Ordinal);
    private readonly HashSet<string> _keys = new(StringComparer.Ordinal);
    private readonly HashSet<string> _blocks = new(StringComparer.Ordinal);
    private readonly AddressUse _use;

    /// <exception cref="EdgeException">A record cannot be read, and does not even say whose it is.</exception>
    public OwnedThings(FrontEndSnapshot snapshot)
    {
        _use = new AddressUse(snapshot.Networks);
        AddProvisions(snapshot.Records.Select(r => r.ProvisionId));
        AddProvisions(snapshot.Clusters.Select(c => c.Template.TextAt("PROVISION/PROVISION_ID")));
        foreach (var (document, error) in snapshot.Unreadable)
            AddProvisions([document.Template.Text("PROVISION_ID") is { Length: > 0 } id ? id : throw Unknowable(document, error)]);

        // Until its network is ready, a range stands in the template instead.
        foreach (var range in snapshot.Networks.SelectMany(n => n.Template.Sections("AR")))
            _blocks.UnionWith(new[] { range.Text("DEPLOY_ID"), range.Text(EdgeAttribute.Key), range.Text("IP") }.OfType<string>().Where(text => text.Length > 0));

        // A host alone, whose cluster and record somebody has deleted, still has its machine, and what was rented for it.
        foreach (var template in snapshot.Hosts.Select(h => h.Template))
        {
            AddProvisions([template.TextAt("PROVISION/PROVISION_ID"), template.Text(EdgeAttribute.Key)?.Split('/')[0]]);
            if (template.TextAt("PROVISION/DEPLOY_ID") is { Length: > 0 } device)
                _devices.Add(device);
            if (template.Text(EdgeAttribute.Key) is { Length: > 0 } key)
                _keys.Add(key);
        }
    }

    /// <summary>Whether it is this front-end's.</summary>
    public bool Has(TaggedItem item) => item.Kind == TaggedItemKind.Copy ? _devices.Contains(item.Id) : HasByTag(item);

    private bool HasByTag(TaggedItem item) =>
        _provisions.Contains(item.ProvisionId)
        || item.Kind is TaggedItemKind.Device or TaggedItemKind.Disk && (_devices.Contains(item.Id) || item.EdgeKey is { } key && _keys.Contains(key))
        || item.Block is { } block && (_use.RangesOf(block).Count > 0 || IsInTheMaking(block) || block.Addresses.Any(a => a.Assignment?.DeviceId is { } device && _devices.Contains(device)));

    private bool IsInTheMaking(AddressReservation block) =>
        _blocks.Contains(block.Id) || block.EdgeKey is { } key && _blocks.Contains(key) || block.Addresses.Any(a => _blocks.Contains(a.Address));

    private void AddProvisions(IEnumerable<string?> ids) => _provisions.UnionWith(ids.OfType<string>().Where(id => id.Length > 0));

    private static EdgeException Unknowable(DocumentObject document, EdgeException error) => new(
        "OrphansUnknowable", ErrorKind.NotSupported, $"What is an orphan cannot be told: the provision record in OpenNebula document {document.Id} cannot be read, nor whose it is. {error.Message}", error)
    {
        Target = $"document {document.Id}",
        RecommendedAction = error.RecommendedAction,
    };
}
