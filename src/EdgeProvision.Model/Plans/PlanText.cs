using System.Globalization;

namespace EdgeProvision.Model;

/// <summary>Plans in words: what a step takes and costs, and what all of them do.</summary>
public static class PlanText
{
    /// <summary>A step with what is known of it: <c>Rent baremetal_0 … for node1 (about 3 min, 0.07 USD/h)</c>.</summary>
    public static string Of(PlanStep step)
    {
        var known = string.Join(", ", new[] { step.ExpectedDuration is { } time ? Of(time) : null, step.HourlyCost is { } cost ? Of(cost, step.Currency) : null }.OfType<string>());
        return known.Length == 0 ? step.Text : $"{step.Text} ({known})";
    }

    /// <summary>All of it: <c>17 steps, about 5 min, 0.14 USD/h more</c>.</summary>
    public static string Total(Plan plan)
    {
        List<string> parts = [Count(plan.Steps.Count, "step", "steps")];
        if (plan.ExpectedDuration is { } time)
            parts.Add(Of(time));
        if (Cost(plan) is { } cost)
            parts.Add(cost);
        return string.Join(", ", parts);
    }

    /// <summary>
    /// What it does to the cost of an hour, as far as that is known: <c>0.14 USD/h more</c>, and what is rented at a price that is not; null when there is
    /// nothing to tell.
    /// </summary>
    public static string? Cost(Plan plan)
    {
        var rented = plan.Steps.Where(s => s is { Effect: PlanEffect.Rent, HourlyCost: null }).ToList();
        var released = plan.Steps.Count(s => s is { Effect: PlanEffect.Release, HostKey: not null, HourlyCost: null });
        if (plan.HourlyCost is not { } cost)
            return rented.Count > 0 ? "at a price that the provider does not tell" : null;
        List<string> parts = [cost == 0 ? "the same cost" : $"{Of(Math.Abs(cost), plan.Currency)} {(cost > 0 ? "more" : "less")}"];
        if (rented.Count(s => s.HostKey is not null) + released is > 0 and var machines)
            parts.Add($"{Count(machines, "machine", "machines")} whose price is not told");
        if (rented.Count(s => s.HostKey is null) is > 0 and var ranges)
            parts.Add($"{Count(ranges, "address range", "address ranges")} whose price is not told");
        return string.Join(" and ", parts);
    }

    /// <summary>A time to look forward to: <c>about 20 s</c>, <c>about 5 min</c>, <c>about 1 h 20 min</c>.</summary>
    public static string Of(TimeSpan time)
    {
        if (time < TimeSpan.FromSeconds(1))
            return "about 1 s";
        if (time < TimeSpan.FromSeconds(90))
            return string.Create(CultureInfo.InvariantCulture, $"about {Math.Round(time.TotalSeconds):0} s");
        var minutes = (int)Math.Round(time.TotalMinutes);
        return minutes < 60 ? string.Create(CultureInfo.InvariantCulture, $"about {minutes} min")
            : minutes % 60 == 0 ? string.Create(CultureInfo.InvariantCulture, $"about {minutes / 60} h")
            : string.Create(CultureInfo.InvariantCulture, $"about {minutes / 60} h {minutes % 60} min");
    }

    /// <summary>A cost of an hour: <c>0.07 USD/h</c>, negative for what is saved.</summary>
    public static string Of(decimal hourlyCost, string? currency) => string.Create(CultureInfo.InvariantCulture, $"{hourlyCost:0.00##} {currency}/h");

    private static string Count(int number, string one, string many) => string.Create(CultureInfo.InvariantCulture, $"{number} {(number == 1 ? one : many)}");
}
