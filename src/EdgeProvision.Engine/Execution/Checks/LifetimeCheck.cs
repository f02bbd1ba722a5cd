using EdgeProvision.Engine.Descriptors;
using EdgeProvision.Engine.Execution.Access;
using EdgeProvision.Engine.Planning;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Execution.Checks;

/// <summary>Machines that would be taken away again before they are made. The provider's clock counts, where it has shown it.</summary>
internal sealed class LifetimeCheck(IReadOnlyDictionary<string, ProviderAccess> providers, TimeProvider time, DiagnosticBag bag)
{
    public void Check(Descriptor desired, OperationPlan plan)
    {
        var ordered = plan.Steps.Where(s => s.Kind == StepKind.RentDevice).Select(s => s.HostKey).ToHashSet();
        foreach (var host in desired.Hosts.Where(h => ordered.Contains(h.Key)))
        {
            if (host.Provision[Lifetime.Key] is not DescriptorScalar { IsMasked: false } written || Lifetimes.Of(host) is not { Until: { } end })
                continue;
            if (end <= Now(host.Driver))
                bag.Error("TerminationTimePassed", written.Position, FormattableString.Invariant($"hosts[{host.Index}].provision.{Lifetime.Key}"), $"{Lifetime.Key} of {host.Key} is {Lifetime.Text(end)}, which has passed.", "Write a later time, or how long the machine is to live, such as 7d.");
        }
    }

    private DateTimeOffset Now(string driver) => (providers.TryGetValue(driver, out var access) ? access.Driver.ServiceTime : null) ?? time.GetUtcNow();
}
