using EdgeProvision.Engine.Descriptors;
using EdgeProvision.Engine.Descriptors.Templates;
using EdgeProvision.Engine.Providers;
using EdgeProvision.Engine.Providers.Catalogs;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Execution.Costs;

/// <summary>Whether reserved hardware is what a host orders. What the service does not say of it, or what is filled in later, is not held against it.</summary>
internal static class ReservedMatch
{
    /// <summary>True when kind and place fit.</summary>
    /// <param name="reserved">The hardware.</param>
    /// <param name="host">The host that orders it.</param>
    /// <param name="plans">The service's plans, to know one by its name; null where they are not known.</param>
    public static bool IsFitting(ReservedHardware reserved, DescriptorHost host, Catalog? plans) => HasPlan(reserved, host, plans) && IsThere(reserved, host);

    /// <summary>True when its kind is the one that the host orders.</summary>
    public static bool HasPlan(ReservedHardware reserved, DescriptorHost host, Catalog? plans)
    {
        if (reserved.Hardware is not { } kind || host.Provision.Text("plan") is not { Length: > 0 } plan || TemplateText.IsTemplate(plan))
            return true;
        return plan == kind || plans?.Find(plan) is { } wanted && wanted == plans.Find(kind);
    }

    private static bool IsThere(ReservedHardware reserved, DescriptorHost host)
    {
        if (reserved.Places.Count == 0)
            return true;
        List<string> places = [.. Words(host.Provision["facility"]), .. Words(host.Provision["metro"])];
        return places.Exists(p => p == "any" || TemplateText.IsTemplate(p) || reserved.Places.Contains(p, StringComparer.OrdinalIgnoreCase));
    }

    private static IEnumerable<string> Words(DescriptorValue? value) => value switch
    {
        DescriptorList list => list.Items.SelectMany(Words),
        DescriptorScalar { IsMasked: false } scalar => scalar.Text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
        _ => [],
    };
}
