namespace EdgeProvision.Model;

/// <summary>How long steps take that run as soon as those that they depend on have ended.</summary>
public static class PlanDuration
{
    /// <summary>The longest way through the steps; null when no step's time is known.</summary>
    /// <param name="steps">The steps, each after those that it depends on. Dependencies that are not among them are fulfilled.</param>
    /// <param name="duration">A step's time; one that is not known counts as nothing.</param>
    public static TimeSpan? Of(IEnumerable<PlanStep> steps, Func<PlanStep, TimeSpan?> duration)
    {
        var ends = new Dictionary<string, TimeSpan>(StringComparer.Ordinal);
        var isKnown = false;
        foreach (var step in steps)
        {
            var own = duration(step);
            isKnown |= own is not null;
            var begin = step.DependsOn.Select(id => ends.GetValueOrDefault(id)).DefaultIfEmpty().Max();
            ends[step.Id] = begin + (own ?? TimeSpan.Zero);
        }

        return isKnown ? ends.Values.Max() : null;
    }
}
