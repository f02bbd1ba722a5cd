using System.Collections;
using EdgeProvision.Model;
using EdgeProvision.PowerShell.Connections;

namespace EdgeProvision.PowerShell.Completion;

/// <summary>Completes clusters, datastores and networks of provisions: which of them is meant, the command's noun says.</summary>
public abstract class ObjectCompleter : CloudCompleter
{
    private protected override IEnumerable<Offer> Offers(string commandName, EdgeConnection connection, IDictionary boundParameters) =>
        Known(connection).Where(p => ProvisionChoice.Includes(boundParameters, p)).SelectMany(p => Items(commandName, p)).Select(item => OfferFor(item, $"{item.Id} {item.Name}, provision {item.Provision}"));

    private protected override IEnumerable<Offer> Offers(Provision provision, IDictionary boundParameters) => [];

    private protected abstract Offer OfferFor(IProvisionObject item, string text);

    private static IReadOnlyList<IProvisionObject> Items(string commandName, Provision provision) => commandName[(commandName.LastIndexOf('-') + 1)..].ToUpperInvariant() switch
    {
        "EDGECLUSTER" => provision.Clusters,
        "EDGEDATASTORE" => provision.Datastores,
        "EDGENETWORK" => provision.Networks,
        _ => [],
    };
}
