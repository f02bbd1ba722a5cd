using EdgeProvision.Engine.Pictures.Wording;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Pictures.Tables;

/// <summary>A plan as a table, and in a sentence. A step's further properties become columns here, for every format at once.</summary>
internal static class PlanTables
{
    private static readonly IReadOnlyList<Column<(int Number, PlanStep Step, string After)>> s_steps =
    [
        new("#", s => FormattableString.Invariant($"{s.Number}")) { IsNumber = true },
        new("Step", s => s.Step.Text),
        new("Effect", s => s.Step.Effect.ToString()),
        new("Expected", s => s.Step.ExpectedDuration is { } expected ? Amounts.Duration(expected) : "") { IsNumber = true, IsOptional = true },
        new("Per hour", s => Amounts.Cost(s.Step.HourlyCost, s.Step.Currency)) { IsNumber = true, IsOptional = true },
        new("After", s => s.After) { IsOptional = true },
    ];

    /// <summary>The steps, each with the numbers of those that it comes after.</summary>
    public static Table Steps(Plan plan)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < plan.Steps.Count; i++)
            numbers.TryAdd(plan.Steps[i].Id, i + 1);
        return Table.Of(s_steps, [.. plan.Steps.Select((s, i) => (i + 1, s, After(s, numbers)))]);
    }

    /// <summary>For example <c>14 steps: 2 rent, 8 create, 4 change.</c> What costs money or is lost stands first.</summary>
    public static string Summary(Plan plan)
    {
        PlanEffect[] order = [PlanEffect.Rent, PlanEffect.Release, PlanEffect.Delete, PlanEffect.Create, PlanEffect.Change, PlanEffect.Observe];
        var parts = order.Select(e => (Effect: e, Count: plan.Steps.Count(s => s.Effect == e))).Where(p => p.Count > 0)
            .Select(p => FormattableString.Invariant($"{p.Count} {p.Effect.ToString().ToLowerInvariant()}"));
        if (plan.IsEmpty)
            return plan.Notes.Count == 0 ? "Nothing to do: everything is as it should be." : "Nothing to do.";
        var expected = plan.ExpectedDuration is { } time ? $" Expected to take {Amounts.Duration(time)}." : "";
        var cost = plan.HourlyCost is { } hourly ? $" Changes the cost of an hour by {Amounts.Cost(hourly, plan.Currency)}." : "";
        return $"{Amounts.Count(plan.Steps.Count, "step", "steps")}: {string.Join(", ", parts)}.{expected}{cost}";
    }

    private static string After(PlanStep step, Dictionary<string, int> numbers) =>
        string.Join(", ", step.DependsOn.Where(numbers.ContainsKey).Select(id => numbers[id]).Order().Select(n => FormattableString.Invariant($"{n}")));
}
