using System.Collections;
using System.Globalization;
using EdgeProvision.Model;

namespace EdgeProvision.PowerShell.Completion;

/// <summary>Ids of edge hosts.</summary>
public sealed class HostIdCompleter : CloudCompleter
{
    private protected override IEnumerable<Offer> Offers(Provision provision, IDictionary boundParameters) =>
        provision.Hosts.Select(h => new Offer(h.Id.ToString(CultureInfo.InvariantCulture), $"{h.Name} ({h.Hostname}), {h.State}, provision {h.Provision}"));
}
