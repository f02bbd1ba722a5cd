using System.Collections;
using EdgeProvision.Model;

namespace EdgeProvision.PowerShell.Completion;

/// <summary>Ids of provisions.</summary>
public sealed class ProvisionIdCompleter : CloudCompleter
{
    private protected override IEnumerable<Offer> Offers(Provision provision, IDictionary boundParameters) =>
        [new Offer(provision.Id, $"{provision.Name}: {provision.State}")];
}
