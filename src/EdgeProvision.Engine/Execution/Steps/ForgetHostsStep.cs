using EdgeProvision.Engine.Planning;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Execution.Steps;

/// <summary>Takes hosts out of the stored descriptor before their machines go: continuing must not rent them again.</summary>
public sealed class ForgetHostsStep : IStepHandler
{
    /// <inheritdoc/>
    public StepKind Kind => StepKind.ForgetHosts;

    /// <inheritdoc/>
    public async Task<StepOutcome> RunAsync(StepContext context)
    {
        var scope = context.Operation;
        if (scope.DescriptorText is not { } text || scope.Record.Current?.DescriptorText == text)
            return StepOutcome.Unchanged;
        await scope.Record.UpdateAsync(scope.FrontEnd, r => r with { DescriptorText = text }, context.CancellationToken).ConfigureAwait(false);
        return StepOutcome.Done;
    }
}
