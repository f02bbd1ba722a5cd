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
    public static IEnumerable<AdmissionChange> Of(UpdateInput input)
    {
        var members = input.HasOverlay ? Members(input.Desired, input.Observed) : null;
        foreach (var (driver, standing) in input.Observed.Admissions)
        {
            if (Wish(input.Desired, input.Observed, driver) is { } named && named with { Members = members } is var wish && AdmissionDifference.Between(wish, standing) is { } difference)
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

    /// <summary>Members that stand and stay. Those that are to come are let in as they come.</summary>
    private static IReadOnlyList<string> Members(Descriptor desired, ObservedProvision observed)
    {
        var staying = from host in observed.Hosts.Where(h => h.Address is not null && desired.Hosts.Any(d => d.Key == h.Key))
                      let device = observed.Devices.FirstOrDefault(d => d.Id == host.DeviceId)
                      where device is not null
                      select MemberAddresses.Of(host.Driver, device, device.PublicAddress ?? host.Address!);
        return OverlayPaths.Outside([.. staying]);
    }
}
