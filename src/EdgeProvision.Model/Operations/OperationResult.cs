namespace EdgeProvision.Model;

/// <summary>What came of an operation.</summary>
/// <param name="Operation">Its entry with the timeline.</param>
/// <param name="Provision">The provision as it stands now, or null when it is gone.</param>
/// <param name="Failures">What failed, host by host and object by object; empty when everything was done.</param>
/// <param name="Warnings">What the user should know although nothing failed.</param>
public sealed record OperationResult(Operation Operation, Provision? Provision, IReadOnlyList<StepFailure> Failures, IReadOnlyList<string> Warnings);
