using EdgeProvision.Engine.Planning;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Execution;

/// <summary>Writes down when each step began and ended. A retried step has one entry, from its first begin to its last end.</summary>
public sealed class Timeline(TimeProvider time)
{
    private readonly long _start = time.GetTimestamp();
    private readonly Lock _lock = new();
    private readonly Dictionary<string, (TimeSpan At, IReadOnlyList<string> After)> _began = [];
    private readonly Dictionary<string, OperationStep> _steps = [];

    /// <summary>A step begins. What it waited for is taken from its first begin: a retry's plan has only what is left of it.</summary>
    public void Begin(PlannedStep step)
    {
        lock (_lock)
            _began.TryAdd(step.Id, (time.GetElapsedTime(_start), [.. step.Shown.DependsOn.Union(step.WaitsFor)]));
    }

    /// <summary>A step ended.</summary>
    public void End(PlannedStep step, StepOutcome outcome, EdgeException? error)
    {
        lock (_lock)
        {
            var (began, after) = _began.GetValueOrDefault(step.Id, (TimeSpan.Zero, []));
            _steps[step.Id] = new OperationStep(step.Id, step.Shown.Text, outcome, began, time.GetElapsedTime(_start) - began, error?.Message) { DependsOn = after };
        }
    }

    /// <summary>What was written down, in the order of the beginnings.</summary>
    public IReadOnlyList<OperationStep> Steps
    {
        get
        {
            lock (_lock)
                return [.. _steps.Values.OrderBy(s => s.Start)];
        }
    }
}
