using System.Net;
using EdgeProvision.Engine.Admission;
using EdgeProvision.Engine.Descriptors;
using EdgeProvision.Engine.Execution.Access;
using EdgeProvision.Engine.Observation;
using EdgeProvision.Engine.Planning;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Execution.Checks;

/// <summary>
/// Whether this machine is among those that may log in to what is going to be rented: it configures the hosts, and one that is not waits for SSH in vain while they cost money. A doubt only,
/// for a rule of the user's own may let it in.
/// </summary>
internal sealed class LoginCheck(IReadOnlyDictionary<string, ProviderAccess> providers, DiagnosticBag bag)
{
    public async Task CheckAsync(Descriptor desired, OperationPlan plan, ObservedProvision observed, CancellationToken cancellationToken)
    {
        var ordered = plan.Steps.Where(s => s.Kind == StepKind.RentDevice).Select(s => s.HostKey).ToHashSet(StringComparer.Ordinal);
        foreach (var hosts in desired.Hosts.Where(h => ordered.Contains(h.Key) && providers.ContainsKey(h.Driver)).GroupBy(h => h.Driver, StringComparer.Ordinal))
        {
            if (AdmissionComparison.Wish(desired, observed, hosts.Key) is not { AdmitsCallers: false } wish
                || hosts.FirstOrDefault(h => h.Provision[AdmissionWish.SshFromKey] is not null) is not { } host
                || await providers[hosts.Key].Driver.FindCallerAsync(cancellationToken).ConfigureAwait(false) is not { } own
                || wish.All.Any(w => w.IncludesLogin && (w.From is not { } from || IPNetwork.Parse(from).Contains(IPNetwork.Parse(own).BaseAddress))))
                continue;
            bag.Warning(
                ShutOut.Code, host.Provision[AdmissionWish.SshFromKey]!.Position, FormattableString.Invariant($"hosts[{host.Index}].provision.{AdmissionWish.SshFromKey}"),
                $"This machine comes from {own}, which ssh_from does not let in: the hosts at {hosts.Key} cannot be configured from here.",
                $"Write {own} into ssh_from as well, or run the command from where SSH is let in.");
        }
    }
}
