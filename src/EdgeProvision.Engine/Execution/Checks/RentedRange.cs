using EdgeProvision.Engine.Descriptors;
using EdgeProvision.Engine.Execution.Access;
using EdgeProvision.Engine.Planning;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Execution.Checks;

/// <summary>An address range that is going to be rented where the hosts are: the driver that oned asks orders it with the words of the descriptor.</summary>
/// <param name="Driver">The provider's driver.</param>
/// <param name="Attributes">What the descriptor says of it.</param>
/// <param name="Path">Where it stands in the document.</param>
internal sealed record RentedRange(string Driver, AttributeMap Attributes, string Path)
{
    public static IEnumerable<RentedRange> Of(Descriptor desired, OperationPlan plan, IReadOnlyDictionary<string, ProviderAccess> providers)
    {
        foreach (var step in plan.Steps.Where(s => s is { Kind: StepKind.Network, Shown.Effect: PlanEffect.Rent }))
        {
            var ranges = (desired.Networks[step.Index].Attributes["ar"] as DescriptorList)?.Items ?? [];
            for (var i = 0; i < ranges.Count; i++)
            {
                if (ranges[i] is AttributeMap range && range.Text("ipam_mad") is { } driver && providers.TryGetValue(driver, out var provider) && IsThere(provider, range))
                    yield return new RentedRange(driver, range, FormattableString.Invariant($"networks[{step.Index}].ar[{i}]"));
            }
        }
    }

    private static bool IsThere(ProviderAccess provider, AttributeMap range) =>
        range.Text("packet_endpoint") is not { } endpoint || Uri.TryCreate(endpoint, UriKind.Absolute, out var own) && own == provider.Settings.Endpoint;
}
