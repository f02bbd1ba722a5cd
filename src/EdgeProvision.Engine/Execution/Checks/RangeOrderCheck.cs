using System.Globalization;
using EdgeProvision.Engine.Descriptors;
using EdgeProvision.Engine.Descriptors.Templates;
using EdgeProvision.Engine.Execution.Access;
using EdgeProvision.Engine.Execution.Steps;
using EdgeProvision.Engine.Ipam;
using EdgeProvision.Engine.Planning;
using EdgeProvision.Engine.Providers.Addresses;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Execution.Checks;

/// <summary>Address ranges that are going to be rented, by the rules that the driver has for them which oned asks: by then the machines are paid for.</summary>
internal sealed class RangeOrderCheck(IReadOnlyDictionary<string, ProviderAccess> providers, DiagnosticBag bag)
{
    public void Check(Descriptor desired, OperationPlan plan)
    {
        foreach (var range in RentedRange.Of(desired, plan, providers))
        {
            // Whoever rents no addresses may still have a driver of that name at oned.
            if (providers[range.Driver].Driver.Addresses is not { } addresses || OrderOf(range, desired) is not { } order)
                continue;
            try
            {
                RangeRules.Check(range.Path, range.Driver, range.Attributes.Text("type"), order, addresses);
            }
            catch (EdgeException wrong) when (wrong.Kind == ErrorKind.InvalidInput)
            {
                bag.Error(wrong.Code, range.Attributes.Position, range.Path, wrong.Message, wrong.RecommendedAction);
            }
        }
    }

    /// <summary>The order, or null while something in it is not known.</summary>
    private static ReservationRequest? OrderOf(RentedRange range, Descriptor desired)
    {
        var kind = $"{range.Driver}_ip_type";
        var places = Places(range.Attributes);
        if (places.Count == 0 && desired.Hosts.FirstOrDefault(h => h.Driver == range.Driver) is { } host)
            places = Places(host.Provision);
        string?[] words = [range.Attributes.Text("type"), range.Attributes.Text("size"), range.Attributes.Text(kind), .. places.Values];
        return words.Any(w => w is not null && TemplateText.IsTemplate(w)) || !int.TryParse(range.Attributes.Text("size"), NumberStyles.None, CultureInfo.InvariantCulture, out var size)
            ? null
            : new ReservationRequest("", range.Path, size, places) { Type = range.Attributes.Text(kind) };
    }

    private static Dictionary<string, string> Places(AttributeMap map) =>
        OrderedKeys.Of(map).Where(p => AddressOrder.Places.Contains(p.Key)).ToDictionary(StringComparer.Ordinal);
}
