using EdgeProvision.Engine.Descriptors;
using EdgeProvision.Engine.Descriptors.Templates;
using EdgeProvision.Engine.Execution.Access;
using EdgeProvision.Engine.Planning;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Execution.Checks;

/// <summary>What is going to be ordered, as far as the provider's driver can tell that it would be refused: before anything is written for it.</summary>
internal sealed class OrderCheck(IReadOnlyDictionary<string, ProviderAccess> providers)
{
    /// <exception cref="EdgeException">An order would be refused.</exception>
    public Task CheckAsync(Descriptor desired, OperationPlan plan, CancellationToken cancellationToken)
    {
        var ordered = plan.Steps.Where(s => s.Kind == StepKind.RentDevice).Select(s => s.HostKey).ToHashSet(StringComparer.Ordinal);
        return Task.WhenAll(desired.Hosts.Where(h => ordered.Contains(h.Key) && providers.ContainsKey(h.Driver))
            .Select(h => providers[h.Driver].Driver.CheckOrderAsync(Known(h), cancellationToken)));
    }

    private static Dictionary<string, string> Known(DescriptorHost host) =>
        OrderedKeys.Of(host.Provision).ToDictionary(p => p.Key, p => TemplateText.IsTemplate(p.Value) ? "" : p.Value, StringComparer.Ordinal);
}
