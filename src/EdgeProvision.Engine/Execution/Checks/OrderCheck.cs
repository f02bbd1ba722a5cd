using EdgeProvision.Engine.Descriptors;
using EdgeProvision.Engine.Descriptors.Templates;
using EdgeProvision.Engine.Execution.Access;
using EdgeProvision.Engine.Observation;
using EdgeProvision.Engine.Planning;
using EdgeProvision.Engine.Providers;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Execution.Checks;

/// <summary>What is going to be ordered, as far as the provider's driver can tell that it would be refused: before anything is written for it.</summary>
internal sealed class OrderCheck(IReadOnlyDictionary<string, ProviderAccess> providers, DiagnosticBag bag)
{
    /// <exception cref="EdgeException">No machine of a provider can be ordered at all.</exception>
    public async Task CheckAsync(Descriptor desired, OperationPlan plan, ObservedProvision observed, CancellationToken cancellationToken)
    {
        var ordered = plan.Steps.Where(s => s.Kind == StepKind.RentDevice).Select(s => s.HostKey).ToHashSet(StringComparer.Ordinal);
        var hosts = desired.Hosts.Where(h => ordered.Contains(h.Key)).ToList();
        foreach (var group in hosts.Where(h => providers.ContainsKey(h.Driver)).GroupBy(h => h.Driver, StringComparer.Ordinal))
        {
            List<PlannedOrder> orders = [.. group.Select(h => new PlannedOrder(h.Key, Known(h), OrderUnderWay.IsFor(observed.Host(h.Key))))];
            foreach (var problem in await providers[group.Key].Driver.CheckOrdersAsync(orders, cancellationToken).ConfigureAwait(false))
            {
                var host = hosts.First(h => h.Key == problem.Host);
                bag.Error(
                    problem.Error.Code, (host.Provision[problem.Key] ?? host.Provision).Position, FormattableString.Invariant($"hosts[{host.Index}].provision.{problem.Key}"),
                    problem.Error.Message, problem.Error.RecommendedAction);
            }
        }
    }

    private static Dictionary<string, string> Known(DescriptorHost host) =>
        OrderedKeys.Of(host.Provision).ToDictionary(p => p.Key, p => TemplateText.IsTemplate(p.Value) ? "" : p.Value, StringComparer.Ordinal);
}
