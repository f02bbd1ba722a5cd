namespace EdgeProvision.Model;

/// <summary>What has to happen to get from what is observed to what is desired. Data: it can be shown, saved and compared; it has no secrets.</summary>
/// <param name="Verb">What was asked for: <c>create</c>, <c>delete</c>, <c>configure</c>, <c>poweroff</c> ...</param>
/// <param name="Provision">The provision's name.</param>
/// <param name="ProvisionId">The provision's UUID, or null for one that gets its id when it is made.</param>
/// <param name="Steps">The steps, each after those that it depends on.</param>
/// <param name="Notes">What the user should know before saying yes.</param>
public sealed record Plan(string Verb, string Provision, string? ProvisionId, IReadOnlyList<PlanStep> Steps, IReadOnlyList<string> Notes)
{
    /// <summary>True when there is nothing to do.</summary>
    public bool IsEmpty => Steps.Count == 0;

    /// <summary>Machines that it rents.</summary>
    public int Rents => Steps.Count(s => s.Effect == PlanEffect.Rent);

    /// <summary>Machines that it releases.</summary>
    public int Releases => Steps.Count(s => s.Effect == PlanEffect.Release);
}
