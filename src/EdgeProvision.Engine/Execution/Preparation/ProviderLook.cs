using EdgeProvision.Engine.Execution.Access;
using EdgeProvision.Engine.Observation;
using EdgeProvision.Engine.Providers;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Execution.Preparation;

/// <summary>What providers have of a provision: its machines and its public addresses.</summary>
internal static class ProviderLook
{
    /// <summary>The provision with what its providers have of it.</summary>
    /// <exception cref="EdgeException"><c>ProviderEndpointDiffers</c>; what the drivers throw.</exception>
    public static async Task<ObservedProvision> AddAsync(
        ObservedProvision observed, string provisionId, IReadOnlyDictionary<string, ProviderAccess> access, CancellationToken cancellationToken)
    {
        var devices = access.Values.Select(p => p.Devices.ListAsync(cancellationToken)).ToList();
        var reservations = access.Values.Where(p => p.Driver.Addresses is not null).Select(p => ReservationsAsync(p.Driver, provisionId, cancellationToken)).ToList();
        await Task.WhenAll([.. devices, .. reservations]).ConfigureAwait(false);
        List<Device> found = [];
        foreach (var task in devices)
            found.AddRange(await task.ConfigureAwait(false));

        // Recorded machines that the tag does not find: the original's, and those that a lagging list does not show yet.
        foreach (var host in observed.Hosts.Where(h => h.DeviceId is not null && found.All(d => d.Id != h.DeviceId)))
        {
            if (access.TryGetValue(host.Driver, out var provider) && await provider.Driver.GetDeviceAsync(host.DeviceId!, cancellationToken).ConfigureAwait(false) is { State: not DeviceState.Releasing } device)
                found.Add(device);
        }

        foreach (var provider in access.Values.Where(p => p.ReplacedEndpoint is not null))
        {
            var unseen = observed.Hosts.Where(h => h.Driver == provider.Driver.Name && h.DeviceId is not null && found.All(d => d.Id != h.DeviceId)).ToList();
            if (unseen.Count > 0)
                throw Elsewhere(observed, provider, unseen);
        }

        List<ObservedReservation> reserved = [];
        foreach (var task in reservations)
            reserved.AddRange(await task.ConfigureAwait(false));
        return observed with { Devices = found, Reservations = reserved };
    }

    /// <summary>The public addresses that one provider has of a provision.</summary>
    public static async Task<IReadOnlyList<ObservedReservation>> ReservationsAsync(IProviderDriver driver, string provisionId, CancellationToken cancellationToken) =>
        [.. (await driver.Addresses!.ListAsync(provisionId, cancellationToken).ConfigureAwait(false)).Select(block => new ObservedReservation(driver.Name, block))];

    /// <summary>A machine whose power nobody can change is refused before anything is written down.</summary>
    public static void CheckPower(IReadOnlyList<ObservedHost> hosts, IReadOnlyDictionary<string, ProviderAccess> access)
    {
        foreach (var host in hosts.Where(h => h.DeviceId is not null))
        {
            if (access.TryGetValue(host.Driver, out var provider))
                provider.Driver.CheckPower(host.DeviceId!);
        }
    }

    private static EdgeException Elsewhere(ObservedProvision observed, ProviderAccess provider, List<ObservedHost> unseen) =>
        new("ProviderEndpointDiffers", ErrorKind.Refused, $"The machines of provision {observed.Name} were rented at {provider.ReplacedEndpoint}; {provider.Settings.Endpoint} does not show {string.Join(", ", unseen.Select(h => $"{h.DeviceId} ({h.Key})"))}. Nothing was changed.")
        {
            Target = observed.Name,
            RecommendedAction = "Leave the endpoint out to use the recorded one, or give the one that shows these machines.",
        };
}
