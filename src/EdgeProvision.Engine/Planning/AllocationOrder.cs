namespace EdgeProvision.Engine.Planning;

/// <summary>
/// OpenNebula's ids follow the descriptor, as the original's did: of the steps that allocate objects of one kind, each goes after the allocate of
/// the one before. What that one does beside it is not waited for, and neither is one that itself waits for something else: a host whose text
/// names another's address may come minutes later.
/// </summary>
internal static class AllocationOrder
{
    public static IReadOnlyList<PlannedStep> Of(IReadOnlyList<PlannedStep> steps)
    {
        var last = new Dictionary<StepKind, string>();
        List<PlannedStep> ordered = [];
        foreach (var step in steps)
        {
            if (step.Kind is not (StepKind.Datastore or StepKind.Network or StepKind.ClaimHost))
            {
                ordered.Add(step);
                continue;
            }

            ordered.Add(step with { Follows = last.GetValueOrDefault(step.Kind) });
            if (step.Shown.DependsOn.All(id => id is "record" or "cluster" or "secrets"))
                last[step.Kind] = step.Id;
        }

        return ordered;
    }
}
