using EdgeProvision.Engine.Descriptors;
using EdgeProvision.Engine.Descriptors.Templates;
using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Engine.Planning;
using EdgeProvision.Engine.Providers;
using EdgeProvision.Engine.Providers.Standing;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Execution.Checks;

/// <summary>
/// Machines that stand already and are going to be taken in, against OpenNebula's hosts: no provider keeps two from having one, and the host's name, which would, is written only when the
/// descriptor's other machines have been rented.
/// </summary>
internal sealed class StandingMachineCheck(IReadOnlyList<HostObject> standing, DiagnosticBag bag)
{
    public void Check(Descriptor desired, OperationPlan plan, string provisionId)
    {
        var taken = plan.Steps.Where(s => s.Kind == StepKind.RentDevice).Select(s => s.HostKey).ToHashSet(StringComparer.Ordinal);
        foreach (var host in desired.Hosts.Where(h => taken.Contains(h.Key) && !ProviderDrivers.HasService(h.Driver)))
        {
            var address = StandingDriver.IdOf(OrderedKeys.Of(host.Provision), host.Hostname);
            if (!TemplateText.IsTemplate(address) && standing.FirstOrDefault(h => Has(h, address) && !HostOwner.Is(h, provisionId)) is { } holder)
                Tell(host, address, holder);
        }
    }

    private static bool Has(HostObject host, string address) =>
        string.Equals(host.Name, address, StringComparison.OrdinalIgnoreCase)
        || !ProviderDrivers.HasService(host.Template.Text("PM_MAD") ?? "") && string.Equals(host.Template.TextAt("PROVISION/DEPLOY_ID"), address, StringComparison.OrdinalIgnoreCase);

    private void Tell(DescriptorHost host, string address, HostObject holder)
    {
        var key = host.Provision["address"] is not null ? "address" : host.Provision["ip"] is not null ? "ip" : "hostname";
        bag.Error(
            "MachineTaken", (host.Provision[key] ?? host.Provision).Position, FormattableString.Invariant($"hosts[{host.Index}].provision.{key}"),
            $"The {(key == "hostname" ? "host name" : "address")} {Quoting.Short(address)} of {host.Key} is that of {HostOwner.Describe(holder)}.", HostOwner.Advice(holder));
    }
}
