namespace EdgeProvision.Model;

/// <summary>What has to happen to get from what is observed to what is desired. Data: it can be shown, saved and compared; it has no secrets.</summary>
/// <param name="Verb">What was asked for: <c>create</c>, <c>delete</c>, <c>configure</c>, <c>poweroff</c> ...</param>
/// <param name="Provision">The provision's name.</param>
/// <param name="ProvisionId">The provision's UUID, or null for one that gets its id when it is made.</param>
/// <param name="Steps">The steps, each after those that it depends on.</param>
/// <param name="Notes">What the user should know before saying yes.</param>
public sealed record Plan(string Verb, string Provision, string? ProvisionId, IReadOnlyList<PlanStep> Steps, IReadOnlyList<string> Notes)
{
    /// <summary>What it was made for; null where it was only shown while it ran.</summary>
    public PlanRequest? Request { get; init; }

    /// <summary>A hash of what was observed: a saved plan runs only while the world is still the same.</summary>
    public string? Basis { get; init; }

    /// <summary>True when there is nothing to do.</summary>
    public bool IsEmpty => Steps.Count == 0;

    /// <summary>Machines that it rents.</summary>
    public int Rents => Steps.Count(s => s.Effect == PlanEffect.Rent);

    /// <summary>Machines and reservations that it releases. The step that looks for what else there is says in its text what is known to go by it.</summary>
    public int Releases => Steps.Count(s => s is { Effect: PlanEffect.Release, Kind: not "ReleaseRest" });

    /// <summary>
    /// How long it is expected to take: the longest way through its steps, by what they took before. Null while no earlier operation tells.
    /// </summary>
    public TimeSpan? ExpectedDuration => PlanDuration.Of(Steps, s => s.ExpectedDuration);

    /// <summary>What it adds to the cost of an hour, as far as the provider tells its prices; null where it tells none.</summary>
    public decimal? HourlyCost => Steps.Any(s => s.HourlyCost is not null) ? Steps.Sum(s => s.HourlyCost ?? 0) : null;

    /// <summary>The currency of <see cref="HourlyCost"/> (<c>USD</c>), or null.</summary>
    public string? Currency => Steps.Select(s => s.Currency).FirstOrDefault(c => c is not null);
}
