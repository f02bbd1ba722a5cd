using EdgeProvision.Model;

namespace EdgeProvision.Engine.Pictures.Gantt;

/// <summary>The chain of steps that an operation's length came of: the step that ended last, before it the last of those that it waited for, and so on.</summary>
internal static class CriticalPath
{
    /// <summary>The steps of the path in their order; null where the log does not say which step waited for which.</summary>
    public static IReadOnlyList<TimedStep>? Of(IReadOnlyList<TimedStep> steps)
    {
        if (steps.Any(s => s.DependsOn is null))
            return null;
        var byId = new Dictionary<string, TimedStep>(StringComparer.Ordinal);
        foreach (var step in steps)
            byId.TryAdd(step.Id, step);

        // A damaged log may go round in circles.
        var path = new List<TimedStep>();
        var left = new HashSet<string>(byId.Keys, StringComparer.Ordinal);
        var next = byId.Values.MaxBy(s => s.End);
        while (next is not null && left.Remove(next.Id))
        {
            path.Add(next);
            next = next.DependsOn!.Select(id => byId.GetValueOrDefault(id)).OfType<TimedStep>().MaxBy(s => s.End);
        }

        path.Reverse();
        return path;
    }
}
