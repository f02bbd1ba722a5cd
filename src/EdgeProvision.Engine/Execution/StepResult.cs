using EdgeProvision.Engine.Planning;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Execution;

/// <summary>How a step of a plan went.</summary>
public sealed record StepResult(PlannedStep Step, StepOutcome Outcome, EdgeException? Error);
