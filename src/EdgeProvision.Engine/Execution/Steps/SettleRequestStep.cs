using EdgeProvision.Engine.Execution.Access;
using EdgeProvision.Engine.Planning;
using EdgeProvision.Engine.Providers;
using EdgeProvision.Engine.Records;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Execution.Steps;

/// <summary>
/// Settles an order that was never answered, where the descriptor has changed for its host: looked for during the whole settle window, since until
/// then nobody can know whether the change touches a machine. One that has come is recorded, so that it is not lost, and the change is refused.
/// </summary>
public sealed class SettleRequestStep : IStepHandler
{
    /// <inheritdoc/>
    public StepKind Kind => StepKind.SettleRequest;

    /// <inheritdoc/>
    public async Task<StepOutcome> RunAsync(StepContext context)
    {
        var host = context.Host;
        var outcome = StepOutcome.Unchanged;
        if (host is { DeviceId: null, Request.IsOpen: true })
        {
            await SettleAsync(context, host).ConfigureAwait(false);
            outcome = StepOutcome.Done;
        }

        return host.DeviceId is { } device
            ? throw DescriptorChange.Refused(
                context.Operation.Name, [$"host {host.Key}, whose machine {device} has come of an order that was never answered"], "The machine was recorded, nothing else was changed.")
            : outcome;
    }

    private static async Task SettleAsync(StepContext context, HostWork host)
    {
        var scope = context.Operation;
        var access = scope.Provider(host.Driver);
        var key = EdgeAttribute.HostKey(scope.ProvisionId, host.Key);
        var firstLook = scope.Time.GetTimestamp();
        while (true)
        {
            // Only a look that was sent after the window's end proves that nothing came.
            var isSettling = scope.Time.GetElapsedTime(firstLook) < access.Driver.SettleWindow;
            var devices = await access.Devices.ListAsync(key, context.CancellationToken).ConfigureAwait(false);
            if ((devices.FirstOrDefault(d => d.State != DeviceState.Failed) ?? devices.FirstOrDefault()) is { } device)
            {
                host.Device = device;
                await DeviceKeeper.RecordAsync(scope, host, device, context.CancellationToken).ConfigureAwait(false);
                return;
            }

            if (!isSettling)
            {
                await DeviceKeeper.CloseAsync(context, host).ConfigureAwait(false);
                return;
            }

            context.Progress($"an order for {host.Key} may still be under way; looking for its machine before the descriptor's change is accepted");
            await Task.Delay(access.Driver.SettlePause, scope.Time, context.CancellationToken).ConfigureAwait(false);
        }
    }
}
