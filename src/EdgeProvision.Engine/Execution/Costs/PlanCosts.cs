using EdgeProvision.Engine.Descriptors.Templates;
using EdgeProvision.Engine.Execution.Access;
using EdgeProvision.Engine.Execution.Preparation;
using EdgeProvision.Engine.Planning;
using EdgeProvision.Engine.Providers;
using EdgeProvision.Engine.Providers.Catalogs;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Execution.Costs;

/// <summary>
/// What renting and releasing does to the cost of an hour. One list of the provider's tells it, the same by which orders are checked; a plan that neither
/// rents nor releases asks for none. A price that is not told is left out, and never holds up an operation.
/// </summary>
internal static class PlanCosts
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    /// <summary>The plan with the costs of its steps.</summary>
    public static async Task<OperationPlan> AddAsync(PreparedOperation prepared, TimeProvider time, CancellationToken cancellationToken)
    {
        var drivers = prepared.Plan.Steps.SelectMany(s => DriversOf(s, prepared)).Distinct(StringComparer.Ordinal).ToList();
        if (drivers.Count == 0)
            return prepared.Plan;
        var catalogs = new Dictionary<string, Catalog>(StringComparer.Ordinal);
        foreach (var driver in drivers)
        {
            if (await ReadAsync(prepared.Providers[driver], time, cancellationToken).ConfigureAwait(false) is { } catalog)
                catalogs[driver] = catalog;
        }

        var reserved = await ReservedCosts.ReadAsync(prepared, time, cancellationToken).ConfigureAwait(false);
        return prepared.Plan with { Steps = [.. prepared.Plan.Steps.Select(s => WithCost(s, prepared, catalogs, reserved))] };
    }

    /// <summary>A plan with the costs that another one has for the same steps.</summary>
    public static OperationPlan Copy(OperationPlan plan, OperationPlan known)
    {
        var costs = known.Steps.Where(s => s.Shown.HourlyCost is not null).ToDictionary(s => s.Id, s => s.Shown, StringComparer.Ordinal);
        return costs.Count == 0 ? plan : plan with
        {
            Steps = [.. plan.Steps.Select(s => costs.TryGetValue(s.Id, out var cost) ? s with { Shown = s.Shown with { HourlyCost = cost.HourlyCost, Currency = cost.Currency } } : s)],
        };
    }

    /// <summary>The drivers that a step rents machines at or gives them back. Of machines that are no host's, nobody says which of them it is.</summary>
    internal static IEnumerable<string> DriversOf(PlannedStep step, PreparedOperation prepared) => (step.Kind switch
    {
        StepKind.RentDevice when step.Shown.Effect == PlanEffect.Rent => [prepared.Desired?.Hosts.FirstOrDefault(h => h.Key == step.HostKey)?.Driver],
        StepKind.ReleaseDevice => [prepared.Observed.Host(step.HostKey!)?.Driver],
        StepKind.ReleaseRest when DevicesOf(step, prepared).Count > 0 => prepared.Providers.Keys,
        _ => Enumerable.Empty<string?>(),
    }).OfType<string>().Where(prepared.Providers.ContainsKey);

    /// <summary>The machines that a step gives back: a host's, with whatever else carries its key, and at the end of a removal those that are no host's.</summary>
    internal static IReadOnlyList<Device> DevicesOf(PlannedStep step, PreparedOperation prepared) => step.Kind switch
    {
        StepKind.ReleaseDevice => [.. prepared.Observed.Devices.Where(d => prepared.Observed.HostOf(d)?.Key == step.HostKey)],
        StepKind.ReleaseRest => [.. prepared.Observed.Devices.Where(d => prepared.Observed.HostOf(d) is null)],
        _ => [],
    };

    private static async Task<Catalog?> ReadAsync(ProviderAccess provider, TimeProvider time, CancellationToken cancellationToken) =>
        provider.Driver.CatalogKeys.FirstOrDefault(k => k.Topic == CatalogTopic.Hardware) is { } key
            ? await PatientlyAsync(token => provider.Driver.ReadCatalogAsync(key.Name, token), time, cancellationToken).ConfigureAwait(false)
            : null;

    /// <summary>What is read for its prices alone: null when it does not come soon.</summary>
    internal static async Task<T?> PatientlyAsync<T>(Func<CancellationToken, Task<T?>> read, TimeProvider time, CancellationToken cancellationToken)
        where T : class
    {
        using var limit = new CancellationTokenSource(s_patience, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await read(both.Token).ConfigureAwait(false);
        }
        catch (Exception error) when (error is EdgeException || error is OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    private static PlannedStep WithCost(PlannedStep step, PreparedOperation prepared, Dictionary<string, Catalog> catalogs, ReservedCosts reserved)
    {
        List<string> drivers = [.. DriversOf(step, prepared)];
        var (cost, currency) = (step.Kind, drivers) switch
        {
            (_, []) => default,
            (StepKind.RentDevice, [var driver]) => Ordered(prepared.Desired!.Hosts.First(h => h.Key == step.HostKey), prepared.Providers[driver], catalogs.GetValueOrDefault(driver), reserved),
            _ => Saved(DevicesOf(step, prepared), [.. drivers.Where(catalogs.ContainsKey).Select(d => catalogs[d])], reserved),
        };
        return cost is null ? step : step with { Shown = step.Shown with { HourlyCost = cost, Currency = currency } };
    }

    private static (decimal? Cost, string? Currency) Ordered(DescriptorHost host, ProviderAccess provider, Catalog? catalog, ReservedCosts reserved)
    {
        if (reserved.OfOrder(host) is { } cost)
            return cost;
        var keys = provider.Driver.CatalogKeys;
        if (catalog is null || host.Provision.Text(keys.First(k => k.Topic == CatalogTopic.Hardware).Name) is not { } word || TemplateText.IsTemplate(word) || catalog.Find(word) is not HardwareEntry entry)
            return default;
        var places = keys.Where(k => k.Topic == CatalogTopic.Location).SelectMany(k => Words(host.Provision[k.Name])).ToList();

        // A word for any place, or one that is filled in later: it may be any of them.
        return (entry.PriceAt(places.TrueForAll(entry.Places.ContainsKey) ? places : []), entry.Currency);
    }

    private static IEnumerable<string> Words(DescriptorValue? value) => value switch
    {
        DescriptorList list => list.Items.SelectMany(Words),
        DescriptorScalar scalar => scalar.Text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
        _ => [],
    };

    /// <summary>What is not told is left out; sums are of one currency.</summary>
    private static (decimal? Cost, string? Currency) Saved(IReadOnlyList<Device> devices, IReadOnlyList<Catalog> catalogs, ReservedCosts reserved)
    {
        var known = devices.Select(d => PriceOf(d, catalogs, reserved)).Where(p => p.Price is not null).GroupBy(p => p.Currency).ToList();
        return known is [var prices] ? (-prices.Sum(p => p.Price), prices.Key) : default;
    }

    private static (decimal? Price, string? Currency) PriceOf(Device device, IReadOnlyList<Catalog> catalogs, ReservedCosts reserved)
    {
        if (device.ReservationId is { } reservation)
            return reserved.OfReservation(reservation);
        var entries = device.Hardware is { } word ? catalogs.Select(c => c.Find(word)).OfType<HardwareEntry>().ToList() : [];
        return entries is [var entry] ? (entry.PriceAt(device.Location is { } place ? [place] : []), entry.Currency) : default;
    }
}
