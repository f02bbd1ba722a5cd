using EdgeProvision.Model;

namespace EdgeProvision.Engine.Planning;

/// <summary>A plan as Execution runs it.</summary>
/// <param name="Verb">What was asked for.</param>
/// <param name="Provision">The provision's name.</param>
/// <param name="ProvisionId">The provision's UUID, or null for one that gets its id when it is made.</param>
/// <param name="Steps">The steps, each after those that it depends on.</param>
/// <param name="Notes">What the user should know before saying yes.</param>
public sealed record OperationPlan(string Verb, string Provision, string? ProvisionId, IReadOnlyList<PlannedStep> Steps, IReadOnlyList<string> Notes)
{
    /// <summary>What it was made for.</summary>
    public PlanRequest? Request { get; init; }

    /// <summary>A hash of what it rests on.</summary>
    public string? Basis { get; init; }

    /// <summary>True when there is nothing to do.</summary>
    public bool IsEmpty => Steps.Count == 0;

    /// <summary>The plan as users see it.</summary>
    public Plan Shown => new(Verb, Provision, ProvisionId, [.. Steps.Select(s => s.Shown)], Notes) { Request = Request, Basis = Basis };

    /// <summary>
    /// Steps of this plan that buy or destroy something and are not in the one that was confirmed: they must not run unasked.
    /// </summary>
    public IReadOnlyList<PlannedStep> Unconfirmed(OperationPlan confirmed)
    {
        var known = confirmed.Steps.Select(s => (s.Id, s.Shown.Effect)).ToHashSet();
        return [.. Steps.Where(s => s.Shown.Effect is PlanEffect.Rent or PlanEffect.Release or PlanEffect.Delete && !known.Contains((s.Id, s.Shown.Effect)))];
    }
}
