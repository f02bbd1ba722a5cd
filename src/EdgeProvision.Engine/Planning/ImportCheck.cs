using System.Net;
using EdgeProvision.Engine.Observation;
using EdgeProvision.Engine.Providers;
using EdgeProvision.Engine.Records;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Planning;

/// <summary>
/// What must be so before a provision is adopted: each recorded machine stands at the provider, is switched on, belongs to its host and to nobody else. Pure.
/// </summary>
internal static class ImportCheck
{
    /// <exception cref="EdgeException"><c>ProvisionDeleting</c>, <c>ImportRefused</c>: with all that is in the way.</exception>
    public static void Ensure(ObservedProvision observed)
    {
        if (observed.Record is { IsDeleting: true })
        {
            throw new EdgeException("ProvisionDeleting", ErrorKind.Refused, $"The removal of provision {observed.Name} has begun.")
            {
                Target = observed.Name,
                RecommendedAction = $"Finish it with Remove-EdgeProvision {observed.Name} (oneprovision delete {observed.Name}).",
            };
        }

        List<string> problems = [.. Shared(observed), .. observed.Hosts.Select(h => Problem(observed, h)).OfType<string>()];
        if (problems.Count == 0)
            return;
        throw new EdgeException("ImportRefused", ErrorKind.Refused, $"Provision {observed.Name} cannot be adopted as it stands: {string.Join("; ", problems)}. Nothing was changed.")
        {
            Target = observed.Name,
            RecommendedAction = "Mend that and run the command again. A host whose machine is gone can be removed without adopting the provision: Remove-EdgeHost (oneprovision host delete).",
        };
    }

    private static IEnumerable<string> Shared(ObservedProvision observed) => observed.Hosts
        .Where(h => h.DeviceId is not null)
        .GroupBy(h => h.DeviceId, StringComparer.Ordinal)
        .Where(g => g.Count() > 1)
        .Select(g => $"hosts {string.Join(" and ", g.Select(h => h.Id))} name the same machine {g.Key}");

    private static string? Problem(ObservedProvision observed, ObservedHost host)
    {
        if (host.DeviceId is not { } id)
            return null;
        var name = FormattableString.Invariant($"machine {id} of host {host.Id} ({host.Key})");
        if (observed.Devices.FirstOrDefault(d => d.Id == id) is not { } device)
            return $"{name} is not at the provider";
        if (device.EdgeKey is { } key && key != EdgeAttribute.HostKey(observed.Id!, host.Key))
            return $"{name} carries the tag of something else, {key}";
        if (device.State != DeviceState.Active && ImportPlanner.NeedsKey(host))
            return $"{name} is in state '{device.ProviderState}': its SSH key can be learnt only while it is switched on";
        if (!host.HasAddress)
            return FormattableString.Invariant($"host {host.Id} ({host.Key}) has no address although it has machine {id}: it was never finished");
        return IPAddress.TryParse(host.Name, out _) && device.PublicAddress is { } address && address != host.Name
            ? $"{name} has the address {address}, and the host is called {host.Name}"
            : null;
    }
}
