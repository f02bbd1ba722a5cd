using EdgeProvision.Engine.Planning;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Execution;

/// <summary>
/// Does one kind of step. May be run twice without harm: it first finds out what of it is done already.
/// Throws <see cref="EdgeException"/> when it fails.
/// </summary>
public interface IStepHandler
{
    /// <summary>The kind that it handles.</summary>
    StepKind Kind { get; }

    /// <summary>Does it.</summary>
    Task<StepOutcome> RunAsync(StepContext context);
}
