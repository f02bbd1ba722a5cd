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
    private readonly Dictionary<string, IReadOnlyList<ReservedHardware>> _known = new(StringComparer.Ordinal);

    /// <summary>Reads the lists of the services that a step orders or gives back reserved hardware at; of others nothing.</summary>
    public static async Task<ReservedCosts> ReadAsync(PreparedOperation prepared, TimeProvider time, CancellationToken cancellationToken)
    {
        var costs = new ReservedCosts();
        foreach (var driver in prepared.Plan.Steps.Where(s => IsReserved(s, prepared)).SelectMany(s => PlanCosts.DriversOf(s, prepared)).Distinct(StringComparer.Ordinal))
            costs._known[driver] = await PlanCosts.PatientlyAsync(prepared.Providers[driver].Driver.ReadReservedAsync, time, cancellationToken).ConfigureAwait(false) ?? [];
        return costs;
    }

    /// <summary>Of what is ordered for a host; null when that is not reserved.</summary>
    public (decimal? Price, string? Currency)? OfOrder(DescriptorHost host)
    {
        if (WordOf(host) is not { } word)
            return null;
        var known = _known.GetValueOrDefault(host.Driver) ?? [];

        // Of any that is free the service chooses: only a price that all of them have is one.
        return Only(word == ReservedHardware.Any ? known.Where(r => r.IsFree && ReservedMatch.IsFitting(r, host, null)) : known.Where(r => r.Id == word));
    }

    /// <summary>Of a reservation that a machine has.</summary>
    public (decimal? Price, string? Currency) OfReservation(string id) => Only(_known.Values.SelectMany(k => k).Where(r => r.Id == id));

    private static bool IsReserved(PlannedStep step, PreparedOperation prepared) => step.Kind == StepKind.RentDevice
        ? prepared.Desired?.Hosts.FirstOrDefault(h => h.Key == step.HostKey) is { } host && WordOf(host) is not null
        : PlanCosts.DevicesOf(step, prepared).Any(d => d.ReservationId is not null);

    private static string? WordOf(DescriptorHost host) => host.Provision.Text(ReservedHardware.Key) is { Length: > 0 } word ? word : null;

    private static (decimal? Price, string? Currency) Only(IEnumerable<ReservedHardware> reserved)
    {
        var prices = reserved.Select(r => (r.HourlyPrice, r.Currency)).Distinct().ToList();
        return prices.Count == 1 ? prices[0] : default;
    }
}
