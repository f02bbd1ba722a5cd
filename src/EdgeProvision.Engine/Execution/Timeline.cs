using EdgeProvision.Model;

namespace EdgeProvision.Engine.Execution;

/// <summary>Writes down when each step began and ended. A retried step has one entry, from its first begin to its last end.</summary>
public sealed class Timeline(TimeProvider time)
{
    private readonly long _start = time.GetTimestamp();
    private readonly Lock _lock = new();
    private readonly Dictionary<string, TimeSpan> _began = [];
    private readonly Dictionary<string, OperationStep> _steps = [];

    /// <summary>A step begins.</summary>
    public void Begin(PlanStep step)
    {
        lock (_lock)
            _began.TryAdd(step.Id, time.GetElapsedTime(_start));
    }

    /// <summary>A step ended.</summary>
    public void End(PlanStep step, StepOutcome outcome, EdgeException? error)
    {
        lock (_lock)
        {
            var began = _began.GetValueOrDefault(step.Id);
            _steps[step.Id] = new OperationStep(step.Id, step.Text, outcome, began, time.GetElapsedTime(_start) - began, error?.Message);
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
