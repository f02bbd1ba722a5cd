using EdgeProvision.Model;

namespace EdgeProvision.Cli.Json;

/// <summary>What became of an operation, or why there was none.</summary>
/// <param name="Operation">Its entry with the timeline, or null when it did not begin.</param>
/// <param name="Provision">The provision as it stands now, or null when it is gone.</param>
/// <param name="Failures">What failed, host by host.</param>
/// <param name="Warnings">What the user should know although nothing failed.</param>
/// <param name="Error">Why nothing was done, or why the whole ended; null for an operation that ran.</param>
internal sealed record ResultDocument(Operation? Operation, Provision? Provision, IReadOnlyList<StepFailure> Failures, IReadOnlyList<string> Warnings, EdgeException? Error)
{
    public static ResultDocument Of(OperationResult result) => new(result.Operation, result.Provision, result.Failures, result.Warnings, null);

    public static ResultDocument Of(EdgeException error) => new(null, null, [], [], error);
}
