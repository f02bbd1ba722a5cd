using EdgeProvision.Model;

namespace EdgeProvision.PowerShell.Reporting;

/// <summary>A plan in one sentence, for questions.</summary>
internal static class PlanSummary
{
    /// <summary>For example <c>deletes 6 objects in OpenNebula, releases 2 machines with everything on them (14 steps, about 20 s, 0.14 USD/h less)</c>.</summary>
    public static string Of(Plan plan)
    {
        var (machinesRented, rangesRented) = Split(plan, PlanEffect.Rent);
        var (machinesReleased, rest) = Split(plan, PlanEffect.Release);
        var deleted = plan.Steps.Count(s => s.Effect == PlanEffect.Delete);
        List<string> parts = [];
        if (machinesRented > 0)
            parts.Add($"rents {Count(machinesRented, "machine", "machines")}");
        if (rangesRented > 0)
            parts.Add($"rents {Count(rangesRented, "address range", "address ranges")}");
        if (Count(plan, "AssignAddress") is > 0 and var led)
            parts.Add($"leads {Count(led, "address", "addresses")} elsewhere");
        var given = Count(plan, "ReleaseAddresses");
        if (given > 0)
            parts.Add($"gives {Count(given, "reservation of addresses", "reservations of addresses")} back");
        if (deleted > 0)
            parts.Add($"deletes {Count(deleted, "object", "objects")} in OpenNebula");
        if (machinesReleased > 0)
            parts.Add($"releases {Count(machinesReleased, "machine", "machines")} with everything on {(machinesReleased == 1 ? "it" : "them")}");

        // One step looks for all that bears the provision's key: how much it finds shows when it runs.
        if (rest > given)
            parts.Add(machinesReleased > 0 ? "releases whatever else it rents" : "releases whatever it rents");
        return $"{(parts.Count == 0 ? "changes what stands" : string.Join(", ", parts))} ({PlanText.Total(plan)})";
    }

    private static (int Machines, int Others) Split(Plan plan, PlanEffect effect)
    {
        var steps = plan.Steps.Where(s => s.Effect == effect).ToList();
        return (steps.Where(s => s.HostKey is not null).Select(s => s.HostKey).Distinct().Count(), steps.Count(s => s.HostKey is null));
    }

    private static int Count(Plan plan, string kind) => plan.Steps.Count(s => s.Kind == kind);

    private static string Count(int number, string one, string many) => $"{number} {(number == 1 ? one : many)}";
}
