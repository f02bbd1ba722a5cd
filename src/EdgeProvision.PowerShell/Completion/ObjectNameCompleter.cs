using EdgeProvision.Model;

namespace EdgeProvision.PowerShell.Completion;

/// <summary>Names of clusters, datastores or networks, by the command's noun; those of one provision where the command line names it.</summary>
public sealed class ObjectNameCompleter : ObjectCompleter
{
    private protected override Offer OfferFor(IProvisionObject item, string text) => new(item.Name, text);
}
