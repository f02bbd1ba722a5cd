using EdgeProvision.Engine.Execution.Access;
using EdgeProvision.Engine.Operations;
using EdgeProvision.Engine.Planning;

namespace EdgeProvision.Engine.Execution;

/// <summary>What a handler gets for one run of one step.</summary>
/// <param name="Step">The step.</param>
/// <param name="Operation">The operation that it is part of.</param>
/// <param name="Report">Where to say how far it is.</param>
/// <param name="CancellationToken">Fires when the operation is to stop: waits end, a change under way is brought to its end.</param>
public sealed record StepContext(PlannedStep Step, OperationScope Operation, Action<OperationEvent> Report, CancellationToken CancellationToken)
{
    /// <summary>Says how far the step is.</summary>
    public void Progress(string text, int? percent = null) => Report(new OperationEvent.StepProgress(Step.Shown, text, percent));

    /// <summary>The host whose pipeline the step belongs to.</summary>
    public HostWork Host => Operation.Hosts[Step.HostKey ?? throw new InvalidOperationException($"step {Step.Id} belongs to no host")];
}
