using System.Globalization;
using EdgeProvision.Model;

namespace EdgeProvision.PowerShell.Completion;

/// <summary>Ids of clusters, datastores or networks, by the command's noun.</summary>
public sealed class ObjectIdCompleter : ObjectCompleter
{
    private protected override Offer OfferFor(IProvisionObject item, string text) => new(item.Id.ToString(CultureInfo.InvariantCulture), text);
}
