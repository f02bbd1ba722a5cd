using EdgeProvision.Engine.Admission;
using EdgeProvision.Engine.Descriptors;
using EdgeProvision.Engine.Descriptors.Templates;
using EdgeProvision.Engine.Observation;
using EdgeProvision.Engine.Providers;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Planning;

/// <summary>
/// Compares what is let in to the machines with what a descriptor says. What a driver makes around machines is one for all of the provision's, so that what is wished for is what any of
/// its hosts names.
/// </summary>
internal static class AdmissionComparison
{
    public static IEnumerable<AdmissionChange> Of(Descriptor desired, ObservedProvision observed)
    {
        foreach (var (driver, standing) in observed.Admissions)
        {
            if (Wish(desired, observed, driver) is { } wish && AdmissionDifference.Between(wish, standing) is { } difference)
                yield return new AdmissionChange(driver, wish, standing, difference);
        }
    }

    /// <summary>What is wished for; null where no host of the driver needs it, and where it is not known of every one: what an unknown value names must not be taken away.</summary>
    public static AdmissionWish? Wish(Descriptor desired, ObservedProvision observed, string driver)
    {
        var resolve = StandingReferences.Of(desired, observed);
        var wishes = desired.Hosts.Where(h => h.Driver == driver)
            .Select(h => OrderedKeys.Of(TemplateEvaluator.Evaluate(h.Provision, resolve)))
            .Where(keys => ProviderDrivers.KeepsOthersOut(driver, keys.Keys))
            .Select(AdmissionWish.TryOf).ToList();
        return wishes.Count == 0 || wishes.Contains(null) ? null : AdmissionWish.Together([.. wishes.OfType<AdmissionWish>()]);
    }
}
