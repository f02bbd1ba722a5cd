using System.Collections;
using EdgeProvision.Model;

namespace EdgeProvision.PowerShell.Completion;

/// <summary>Names and hostnames of edge hosts; those of one provision where the command line names it.</summary>
public sealed class HostNameCompleter : CloudCompleter
{
    private protected override IEnumerable<Offer> Offers(Provision provision, IDictionary boundParameters) =>
        ProvisionChoice.Includes(boundParameters, provision)
            ? provision.Hosts.SelectMany(h => new[] { h.Name, h.Hostname }.Where(n => n.Length > 0).Select(n => new Offer(n, $"{h.Name} ({h.Hostname}), {h.State}, provision {h.Provision}")))
            : [];
}
