namespace EdgeProvision.Model;

/// <summary>
/// How far a plan that runs has come, and how long the rest is expected to take, by what its steps took before. Times are counted from whatever moment the
/// caller likes. Not for several threads at once.
/// </summary>
public sealed class PlanProgress
{
    private readonly Plan _plan;
    private readonly Dictionary<string, TimeSpan> _running = new(StringComparer.Ordinal);
    private readonly HashSet<string> _ended = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TimeSpan> _shown = new(StringComparer.Ordinal);

    /// <summary>Begins with no step done.</summary>
    public PlanProgress(Plan plan) => _plan = plan;

    /// <summary>A step begins, perhaps anew.</summary>
    public void Started(string stepId, TimeSpan at)
    {
        // A further attempt takes its time again, and what was told before is no promise any more.
        if (_ended.Remove(stepId) || _running.ContainsKey(stepId))
            _shown.Clear();
        _running[stepId] = at;
    }

    /// <summary>A step has ended, however.</summary>
    public void Ended(string stepId)
    {
        _running.Remove(stepId);
        _ended.Add(stepId);
    }

    /// <summary>The part that is done, in percent; -1 where there is nothing to do.</summary>
    /// <param name="hostKey">Only this host's steps; null for all.</param>
    public int Percent(string? hostKey)
    {
        var steps = _plan.Steps.Where(s => hostKey is null || s.HostKey == hostKey).ToList();
        return steps.Count == 0 ? -1 : steps.Count(s => _ended.Contains(s.Id)) * 100 / steps.Count;
    }

    /// <summary>
    /// How long it is expected to take from now on: the longest way through what is left. It never grows while steps take longer than before, and is never
    /// less than a second while something is left. Null where no step that is left tells.
    /// </summary>
    /// <param name="hostKey">Until this host's last step; null for the plan's end.</param>
    /// <param name="now">Now.</param>
    public TimeSpan? Remaining(string? hostKey, TimeSpan now)
    {
        var left = _plan.Steps.Where(s => !_ended.Contains(s.Id)).ToList();
        var ends = new Dictionary<string, TimeSpan>(StringComparer.Ordinal);
        var isKnown = false;
        foreach (var step in left)
        {
            var begin = step.DependsOn.Select(id => ends.GetValueOrDefault(id)).DefaultIfEmpty().Max();
            ends[step.Id] = begin + Rest(step, now);
            isKnown |= step.ExpectedDuration is not null;
        }

        var wanted = left.Where(s => hostKey is null || s.HostKey == hostKey).ToList();
        if (!isKnown || wanted.Count == 0)
            return null;
        var rest = wanted.Max(s => ends[s.Id]);
        var key = hostKey ?? "";
        if (_shown.TryGetValue(key, out var before) && before < rest)
            rest = before;
        _shown[key] = rest;
        return rest < TimeSpan.FromSeconds(1) ? TimeSpan.FromSeconds(1) : rest;
    }

    private TimeSpan Rest(PlanStep step, TimeSpan now)
    {
        var expected = step.ExpectedDuration ?? TimeSpan.Zero;
        var rest = _running.TryGetValue(step.Id, out var began) ? expected - (now - began) : expected;
        return rest < TimeSpan.Zero ? TimeSpan.Zero : rest;
    }
}
