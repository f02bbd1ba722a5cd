using EdgeProvision.Model;

namespace EdgeProvision.PowerShell.Reporting;

/// <summary>A plan in one sentence, for questions.</summary>
internal static class PlanSummary
{
    /// <summary>For example <c>releases 2 machines or addresses, deletes 6 objects (14 steps)</c>.</summary>
    public static string Of(Plan plan)
    {
        List<string> parts = [];
        if (plan.Rents > 0)
            parts.Add($"rents {Count(plan.Rents, "machine or address", "machines or addresses")}");
        var machines = plan.Steps.Where(s => s.Effect == PlanEffect.Release && s.HostKey is not null).Select(s => s.HostKey).Distinct().Count();
        if (machines > 0)
            parts.Add($"releases {Count(machines, "machine", "machines")}, with everything on it");
        var others = plan.Steps.Count(s => s.Effect == PlanEffect.Release && s.HostKey is null);
        if (others > 0)
            parts.Add($"releases {Count(others, "address reservation", "address reservations")}");
        var deleted = plan.Steps.Count(s => s.Effect == PlanEffect.Delete);
        if (deleted > 0)
            parts.Add($"deletes {Count(deleted, "object", "objects")} in OpenNebula");
        return $"{(parts.Count == 0 ? "changes what stands" : string.Join(", ", parts))} ({Count(plan.Steps.Count, "step", "steps")})";
    }

    private static string Count(int number, string one, string many) => $"{number} {(number == 1 ? one : many)}";
}
