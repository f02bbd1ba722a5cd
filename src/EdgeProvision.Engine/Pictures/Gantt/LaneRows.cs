namespace EdgeProvision.Engine.Pictures.Gantt;

/// <summary>Steps of a host that ran side by side share the height of its lane.</summary>
internal static class LaneRows
{
    private const int Most = 3;

    /// <summary>For each step the row that it is in, and how many rows there are where it runs.</summary>
    public static IReadOnlyList<(TimedStep Step, int Row, int Rows)> Of(Lane lane)
    {
        var beside = lane.Steps.Where(s => lane.Steps.Any(o => !ReferenceEquals(o, s) && o.Start < s.End && s.Start < o.End)).ToList();
        var ends = new List<TimeSpan>();
        var rows = new Dictionary<TimedStep, int>(ReferenceEqualityComparer.Instance);
        foreach (var step in beside)
        {
            var row = ends.FindIndex(end => end <= step.Start);
            if (row < 0 && ends.Count < Most)
            {
                row = ends.Count;
                ends.Add(step.End);
            }

            row = row < 0 ? Most - 1 : row;
            ends[row] = step.End;
            rows[step] = row;
        }

        return [.. lane.Steps.Select(s => rows.TryGetValue(s, out var row) ? (s, row, ends.Count) : (s, 0, 1))];
    }
}
