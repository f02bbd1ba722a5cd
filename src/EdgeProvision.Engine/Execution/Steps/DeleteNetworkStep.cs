using EdgeProvision.Engine.Planning;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Execution.Steps;

/// <summary>Removes a network; oned gives its address ranges back before it is gone.</summary>
public sealed class DeleteNetworkStep : IStepHandler
{
    /// <inheritdoc/>
    public StepKind Kind => StepKind.DeleteNetwork;

    /// <inheritdoc/>
    public async Task<StepOutcome> RunAsync(StepContext context)
    {
        var scope = context.Operation;
        var ranges = scope.Observed.Networks.FirstOrDefault(n => n.Id == context.Step.ObjectId)?.AddressRanges.Length ?? 1;
        await NetworkRemoval.DeleteAsync(context, context.Step.ObjectId, scope.Timings.IpamAction * Math.Max(1, ranges) + TimeSpan.FromSeconds(30)).ConfigureAwait(false);
        return StepOutcome.Done;
    }
}
