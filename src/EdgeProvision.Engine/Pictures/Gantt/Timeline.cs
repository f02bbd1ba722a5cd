using EdgeProvision.Engine.Pictures.Topology;
using EdgeProvision.Engine.Pictures.Wording;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Pictures.Gantt;

/// <summary>An operation's steps, put into lanes.</summary>
internal sealed class Timeline
{
    private Timeline(Operation operation, IReadOnlyList<LaneGroup> groups, IReadOnlyList<TimedStep> steps)
    {
        Operation = operation;
        Groups = groups;
        Steps = steps;
        CriticalPath = Gantt.CriticalPath.Of(steps);
        var last = steps.Count == 0 ? TimeSpan.Zero : steps.Max(s => s.End);
        Length = operation.Duration is { } all && all > last && all < last + TimeSpan.FromDays(1) ? all : last;
    }

    public Operation Operation { get; }

    public IReadOnlyList<LaneGroup> Groups { get; }

    /// <summary>All steps in the order of their beginnings.</summary>
    public IReadOnlyList<TimedStep> Steps { get; }

    /// <summary>The steps that the length came of; null where it cannot be told.</summary>
    public IReadOnlyList<TimedStep>? CriticalPath { get; }

    /// <summary>From the operation's start to its end.</summary>
    public TimeSpan Length { get; }

    /// <summary>The critical path in words.</summary>
    public string CriticalPathText => CriticalPath switch
    {
        null => "The critical path is not drawn: the log of this operation does not say which step waited for which.",
        [] => "",
        var path => $"Critical path: {Amounts.Count(path.Count, "step", "steps")}, {Amounts.Duration(Spent(path))} of work within {Amounts.Duration(Length)}.",
    };

    /// <summary>The operation in one sentence.</summary>
    public string Summary
    {
        get
        {
            var failed = Steps.Count(s => s.Outcome == StepOutcome.Failed);
            return $"Operation {Title(Operation)}: {Amounts.Count(Steps.Count, "step", "steps")} in {Amounts.Duration(Length)}{(failed == 0 ? "" : $", {failed} failed")}.";
        }
    }

    /// <summary>The timeline of a picture's operation; null when there is nothing to draw.</summary>
    public static Timeline? Of(ProvisionPicture picture)
    {
        if (picture.Operation is not { Steps.Count: > 0 } operation)
            return null;
        var steps = operation.Steps.Select(TimedStep.Of).OrderBy(s => s.Start).ToList();
        List<LaneGroup> groups = [];
        var own = steps.Where(s => s.HostKey is null).Select(s => new Lane(s.Text, [s])).ToList();
        if (own.Count > 0)
            groups.Add(new LaneGroup("OpenNebula", own));
        var lanes = steps.Where(s => s.HostKey is not null).GroupBy(s => s.HostKey!, StringComparer.Ordinal).ToDictionary(g => g.Key, g => new Lane(g.Key, [.. g]), StringComparer.Ordinal);
        foreach (var site in Site.Of(picture.Provision.Hosts))
        {
            var of = site.Hosts.Select(h => VisibleText.Of(h.Hostname)).Distinct().Select(k => lanes.Remove(k, out var lane) ? lane : null).OfType<Lane>().ToList();
            if (of.Count > 0)
                groups.Add(new LaneGroup(site.Title, of));
        }

        if (lanes.Count > 0)
            groups.Add(new LaneGroup("Hosts that are no longer there", [.. lanes.Values]));
        return new Timeline(operation, groups, steps);
    }

    /// <summary>Why there is nothing to draw.</summary>
    public static string Absence(Operation? operation) => operation?.Outcome switch
    {
        null => "No operation is recorded for this provision.",
        OperationOutcome.Running => $"Operation {Title(operation)}: its timeline is written when it ends.",
        OperationOutcome.Interrupted => $"Operation {Title(operation)}: whoever ran it was cut off before its timeline could be written.",
        OperationOutcome.Unchanged => $"Operation {Title(operation)}: there was nothing to do.",
        _ => $"Operation {Title(operation)}: its timeline is not kept, or no step was begun.",
    };

    /// <summary><c>create, failed</c>.</summary>
    public static string Title(Operation operation) => $"{VisibleText.Of(operation.Verb)}, {Word(operation.Outcome)}";

    /// <summary>An outcome as a word in a sentence.</summary>
    public static string Word(OperationOutcome outcome) => outcome switch
    {
        OperationOutcome.Running => "still running",
        OperationOutcome.Unchanged => "nothing changed",
        _ => outcome.ToString().ToLowerInvariant(),
    };

    private static TimeSpan Spent(IReadOnlyList<TimedStep> path) => TimeSpan.FromTicks(path.Sum(s => s.Duration.Ticks));
}
