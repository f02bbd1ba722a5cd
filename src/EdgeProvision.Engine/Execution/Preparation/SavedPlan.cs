using EdgeProvision.Model;

namespace EdgeProvision.Engine.Execution.Preparation;

/// <summary>A plan that was saved and looked at is run as it stands, or not at all.</summary>
internal static class SavedPlan
{
    private const int MostShown = 5;

    /// <summary>Refuses when the world, the descriptor or the steps are others than when it was made.</summary>
    /// <exception cref="EdgeException"><c>PlanStale</c>.</exception>
    public static void Ensure(Plan? saved, PreparedOperation now)
    {
        if (saved is null)
            return;
        if (saved.Request?.Descriptor is { } descriptor && now.Plan.Request?.Descriptor != descriptor)
            throw Stale(saved, $"the descriptor {saved.Request.DescriptorPath} has been changed");
        if (now.Plan.IsEmpty && saved.Steps.Count > 0)
            throw Done(saved, "nothing of what it wants is left to do");
        var steps = saved.Steps.Select(s => s.Text).ToHashSet(StringComparer.Ordinal);
        var planned = now.Plan.Steps.Select(s => s.Shown.Text).ToHashSet(StringComparer.Ordinal);
        List<string> differences = [.. planned.Except(steps).Select(t => $"it would now also: {t}"), .. steps.Except(planned).Select(t => $"no longer to be done: {t}")];
        if (differences.Count > 0)
            throw Stale(saved, string.Join("; ", differences.Take(MostShown)) + (differences.Count > MostShown ? $"; and {differences.Count - MostShown} more" : ""));
        if (saved.Basis != now.Plan.Basis)
            throw Stale(saved, "what it rests on is no longer as it was, although the steps would be the same (a plan runs once: it may have been run already)");
    }

    /// <summary>What to say of a removal whose provision is not there.</summary>
    public static EdgeException Gone(Plan saved) => Done(saved, $"there is no provision {saved.Provision} any more");

    // It is refused all the same: whoever runs it believes that something is to come of it.
    private static EdgeException Done(Plan saved, string why) =>
        new("PlanStale", ErrorKind.Changed, $"The plan '{saved.Verb} {saved.Provision}' seems to have been run already: {why}. Nothing was changed.")
        {
            Target = saved.Provision,
            RecommendedAction = "Nothing has to be done. For another change, make a new plan with Get-EdgeProvisionPlan.",
        };

    private static EdgeException Stale(Plan saved, string why) =>
        new("PlanStale", ErrorKind.Changed, $"The world has moved since the plan '{saved.Verb} {saved.Provision}' was made: {why}. Nothing was changed.")
        {
            Target = saved.Provision,
            RecommendedAction = "Make the plan anew, look at it, and run that one.",
        };
}
