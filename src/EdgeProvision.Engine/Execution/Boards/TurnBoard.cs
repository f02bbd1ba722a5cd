using System.Collections.Concurrent;

namespace EdgeProvision.Engine.Execution.Boards;

/// <summary>
/// Which steps have allocated their object, or will not: those that follow them, so that ids come in the descriptor's order, may begin. A turn that has
/// passed stays so.
/// </summary>
public sealed class TurnBoard
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _turns = new(StringComparer.Ordinal);

    /// <summary>A step has allocated its object, or has come to an end without.</summary>
    public void Pass(string stepId) => Of(stepId).TrySetResult();

    /// <summary>Ends when that step's turn has passed.</summary>
    public Task PassedAsync(string stepId) => Of(stepId).Task;

    private TaskCompletionSource Of(string stepId) => _turns.GetOrAdd(stepId, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
}
