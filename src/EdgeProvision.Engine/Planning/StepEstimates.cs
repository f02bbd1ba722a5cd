using EdgeProvision.Model;

namespace EdgeProvision.Engine.Planning;

/// <summary>How long steps take, learnt from the timelines of earlier operations on any provision of the front-end.</summary>
internal sealed class StepEstimates
{
    private readonly Dictionary<string, TimeSpan> _bySort;

    private StepEstimates(Dictionary<string, TimeSpan> bySort) => _bySort = bySort;

    /// <summary>The middle of what steps of a sort took that were done; those that found nothing to do say nothing of what doing it takes.</summary>
    public static StepEstimates From(IEnumerable<Operation> operations) => new(operations
        .SelectMany(o => o.Steps)
        .Where(s => s.Outcome == StepOutcome.Done)
        .GroupBy(s => SortOf(s.Id), StringComparer.Ordinal)
        .ToDictionary(g => g.Key, g => Middle([.. g.Select(s => s.Duration).Order()]), StringComparer.Ordinal));

    /// <summary>The plan with the expected time of each step whose sort is known.</summary>
    public OperationPlan ApplyTo(OperationPlan plan) => _bySort.Count == 0 ? plan : plan with { Steps = [.. plan.Steps.Select(ApplyTo)] };

    /// <summary>What a step does, without what it does it to: <c>host/node1/rent</c> is <c>host/rent</c>, <c>network/3</c> is <c>network</c>.</summary>
    internal static string SortOf(string stepId)
    {
        var parts = stepId.Split('/');
        return parts is ["host", .., var verb] ? $"host/{verb}" : string.Join('/', parts.Where(p => !p.All(char.IsAsciiDigit)));
    }

    private PlannedStep ApplyTo(PlannedStep step) =>
        _bySort.TryGetValue(SortOf(step.Id), out var time) ? step with { Shown = step.Shown with { ExpectedDuration = time } } : step;

    private static TimeSpan Middle(List<TimeSpan> ordered) => ordered[ordered.Count / 2];
}
