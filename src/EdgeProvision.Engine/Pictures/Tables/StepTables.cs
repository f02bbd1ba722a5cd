using EdgeProvision.Engine.Pictures.Gantt;
using EdgeProvision.Engine.Pictures.Wording;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Pictures.Tables;

/// <summary>Steps of an operation as tables.</summary>
internal static class StepTables
{
    /// <summary>All steps in the order of their beginnings.</summary>
    public static Table All(Timeline timeline)
    {
        var path = (timeline.CriticalPath ?? []).ToHashSet<TimedStep>(ReferenceEqualityComparer.Instance);
        return Table.Of([.. Columns, new Column<TimedStep>("Critical", s => path.Contains(s) ? "yes" : "") { IsOptional = true }, Error], timeline.Steps);
    }

    /// <summary>The steps that took longest, longest first.</summary>
    public static Table Slowest(Timeline timeline, int count) =>
        Table.Of(Columns, [.. timeline.Steps.Where(s => s.Duration > TimeSpan.Zero).OrderByDescending(s => s.Duration).ThenBy(s => s.Start).Take(count)]);

    private static IReadOnlyList<Column<TimedStep>> Columns { get; } =
    [
        new("Step", s => s.Text),
        new("Outcome", s => s.Outcome == StepOutcome.NotRun ? "Not finished" : s.Outcome.ToString()),
        new("Begun after", s => Amounts.Duration(s.Start)) { IsNumber = true },
        new("Took", s => Amounts.Duration(s.Duration)) { IsNumber = true },
    ];

    private static Column<TimedStep> Error { get; } = new("Error", s => s.Error) { IsOptional = true };
}
