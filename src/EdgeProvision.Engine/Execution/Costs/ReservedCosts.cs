using EdgeProvision.Engine.Execution.Preparation;
using EdgeProvision.Engine.Planning;
using EdgeProvision.Engine.Providers;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Execution.Costs;

/// <summary>
/// What an hour of reserved hardware costs: never the price of its plan, since it is paid for anyhow, but what the service says of the reservation itself. Mostly that is nothing.
/// </summary>
internal sealed class ReservedCosts
{
    private readonly Dictionary<string, (decimal? Price, string? Currency)> _costs = new(StringComparer.Ordinal);

    /// <summary>The cost of a step whose machine is reserved, or null for any other step.</summary>
    public (decimal? Price, string? Currency)? Find(PlannedStep step) => _costs.TryGetValue(step.Id, out var cost) ? cost : null;

    /// <summary>Reads the lists of the services that there is such a step of; of others nothing.</summary>
    public static async Task<ReservedCosts> ReadAsync(PreparedOperation prepared, TimeProvider time, CancellationToken cancellationToken)
    {
        var costs = new ReservedCosts();
        var reserved = from step in prepared.Plan.Steps
                       let driver = PlanCosts.DriverOf(step, prepared)
                       where driver is not null && prepared.Providers.ContainsKey(driver) && WordOf(step, prepared) is not null
                       group step by driver;
        foreach (var steps in reserved)
        {
            var driver = prepared.Providers[steps.Key].Driver;
            var known = await PlanCosts.PatientlyAsync(driver.ReadReservedAsync, time, cancellationToken).ConfigureAwait(false) ?? [];
            foreach (var step in steps)
                costs._costs[step.Id] = Cost(step, prepared, known);
        }

        return costs;
    }

    private static string? WordOf(PlannedStep step, PreparedOperation prepared) => step.Kind == StepKind.RentDevice
        ? Host(step, prepared).Provision.Text(ReservedHardware.Key) is { Length: > 0 } word ? word : null
        : PlanCosts.DeviceOf(step, prepared)?.ReservationId;

    private static DescriptorHost Host(PlannedStep step, PreparedOperation prepared) => prepared.Desired!.Hosts.First(h => h.Key == step.HostKey);

    /// <summary>Of any that is free the service chooses: only a price that all of them have is one.</summary>
    private static (decimal? Price, string? Currency) Cost(PlannedStep step, PreparedOperation prepared, IReadOnlyList<ReservedHardware> known)
    {
        var word = WordOf(step, prepared);
        var prices = (word == ReservedHardware.Any ? known.Where(r => r.IsFree && ReservedMatch.IsFitting(r, Host(step, prepared), null)) : known.Where(r => r.Id == word))
            .Select(r => (r.HourlyPrice, r.Currency)).Distinct().ToList();
        return prices.Count == 1 ? prices[0] : default;
    }
}
