using System.Collections;
using EdgeProvision.Model;

namespace EdgeProvision.PowerShell.Completion;

/// <summary>Names of provisions.</summary>
public sealed class ProvisionNameCompleter : CloudCompleter
{
    private protected override IEnumerable<Offer> Offers(Provision provision, IDictionary boundParameters) =>
        [new Offer(provision.Name, $"{provision.Name}: {provision.State}, {provision.Hosts.Count} hosts")];
}
