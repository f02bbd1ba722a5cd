using EdgeProvision.Engine.Descriptors;
using EdgeProvision.Engine.Operations;
using EdgeProvision.Engine.Planning;
using EdgeProvision.Engine.Requests;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Execution.Steps;

/// <summary>Takes a datastore or network out of the stored descriptor before it goes: the next update must not make it anew.</summary>
public sealed class ForgetObjectStep : IStepHandler
{
    /// <inheritdoc/>
    public StepKind Kind => StepKind.ForgetObject;

    /// <inheritdoc/>
    public async Task<StepOutcome> RunAsync(StepContext context)
    {
        var scope = context.Operation;
        var cut = DescriptorEditing.WithoutObject(scope.Record.Current?.DescriptorText, ((DeleteObjectRequest)scope.Request).Kind, context.Step.Shown.Target, scope.Name);
        if (cut.Text is null)
        {
            scope.Say(MessageLevel.Verbose, $"The stored descriptor stays as it is: {cut.Why}.");
            return StepOutcome.Unchanged;
        }

        await scope.Record.UpdateAsync(scope.FrontEnd, r => r with { DescriptorText = cut.Text }, context.CancellationToken).ConfigureAwait(false);
        return StepOutcome.Done;
    }
}
