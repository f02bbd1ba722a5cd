using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Engine.Planning;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Execution.Steps;

/// <summary>Removes virtual machines, then images, and waits until they are gone. Reservations and held addresses are still a refusal.</summary>
public sealed class RemoveContentsStep : IStepHandler
{
    /// <inheritdoc/>
    public StepKind Kind => StepKind.RemoveContents;

    /// <inheritdoc/>
    public async Task<StepOutcome> RunAsync(StepContext context)
    {
        var scope = context.Operation;
        var token = context.CancellationToken;
        var found = await Contents.FindAsync(scope, token).ConfigureAwait(false);
        if (!found.CanBeRemoved)
        {
            // Known before anything is destroyed for a removal that cannot come to its end.
            await OfflineHosts.RestoreAsync(context).ConfigureAwait(false);
            throw InUse(scope, await found.NamedAsync(scope, token).ConfigureAwait(false));
        }

        foreach (var id in found.VirtualMachines)
        {
            context.Progress($"removing virtual machine {id}");
            await LostAnswers.ChangeAsync(
                () => IgnoreGoneAsync(() => scope.FrontEnd.VirtualMachines.RecoverAsync(id, VmRecovery.Delete, token)),
                () => HasEndedAsync(scope, id, token)).ConfigureAwait(false);
        }

        foreach (var id in found.Images)
        {
            context.Progress($"removing image {id}");
            await WhenReleasedAsync(context, () => scope.FrontEnd.Images.DeleteAsync(id, token)).ConfigureAwait(false);
        }

        var began = scope.Time.GetTimestamp();
        while (true)
        {
            var left = await Contents.FindAsync(scope, token).ConfigureAwait(false);
            if (left.IsEmpty)
                return found.IsEmpty ? StepOutcome.Unchanged : StepOutcome.Done;
            if (left is { VirtualMachines.Count: 0, Images.Count: 0 } || scope.Time.GetElapsedTime(began) > scope.Timings.ContentsGone)
            {
                await OfflineHosts.RestoreAsync(context).ConfigureAwait(false);
                throw InUse(scope, await left.NamedAsync(scope, token).ConfigureAwait(false));
            }

            await Task.Delay(scope.Timings.FrontEndPoll, scope.Time, token).ConfigureAwait(false);
        }
    }

    private static EdgeException InUse(OperationScope scope, Contents left) =>
        new("ProvisionInUse", ErrorKind.ResourceBusy, $"{scope.Name} is still in use: {left}.")
        {
            Target = scope.Name,
            RecommendedAction = ContentsAdvice.For(scope.Request, left),
        };

    /// <summary>An image of a virtual machine that is being removed is in use for a moment longer.</summary>
    private static async Task WhenReleasedAsync(StepContext context, Func<Task> delete)
    {
        var scope = context.Operation;
        var began = scope.Time.GetTimestamp();
        while (true)
        {
            try
            {
                await IgnoreGoneAsync(delete).ConfigureAwait(false);
                return;
            }
            catch (FrontEndException error) when (error.Code == FrontEndErrorCodes.ActionRefused && scope.Time.GetElapsedTime(began) < scope.Timings.ContentsGone)
            {
                await Task.Delay(scope.Timings.FrontEndPoll, scope.Time, context.CancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>One that is still on its way out is told again, which changes nothing for it.</summary>
    private static async Task<bool> HasEndedAsync(OperationScope scope, int id, CancellationToken cancellationToken)
    {
        try
        {
            return (await scope.FrontEnd.VirtualMachines.InfoAsync(id, cancellationToken).ConfigureAwait(false)).State == VmState.Done;
        }
        catch (FrontEndException error) when (error.Kind == ErrorKind.NotFound)
        {
            return true;
        }
    }

    private static async Task IgnoreGoneAsync(Func<Task> action)
    {
        try
        {
            await action().ConfigureAwait(false);
        }
        catch (FrontEndException error) when (error.Kind == ErrorKind.NotFound)
        {
            // Gone is what was wanted.
        }
    }
}
