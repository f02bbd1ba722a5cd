using EdgeProvision.Engine.Execution.Access;
using EdgeProvision.Engine.Providers;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Execution.Steps;

/// <summary>Releases devices until they are gone.</summary>
internal static class DeviceRemoval
{
    /// <summary>Gone is only what its id answers "not found" for and what a successful list does not show. A refused credential is neither.</summary>
    public static async Task<bool> IsGoneAsync(ProviderAccess access, string deviceId, CancellationToken cancellationToken)
    {
        var device = await access.Driver.GetDeviceAsync(deviceId, cancellationToken).ConfigureAwait(false);
        return device is null && !await access.Driver.IsListedAsync(deviceId, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Asks for release and waits until the device is gone.</summary>
    public static async Task DeleteAsync(StepContext context, ProviderAccess access, string deviceId)
    {
        var scope = context.Operation;
        var began = scope.Time.GetTimestamp();
        await access.Driver.DeleteDeviceAsync(deviceId, context.CancellationToken).ConfigureAwait(false);
        while (true)
        {
            var device = await access.Driver.GetDeviceAsync(deviceId, context.CancellationToken).ConfigureAwait(false);
            if (device is null && !await access.Driver.IsListedAsync(deviceId, context.CancellationToken).ConfigureAwait(false))
                return;
            if (scope.Time.GetElapsedTime(began) > scope.Timings.DeviceGone)
                throw new EdgeException("DeviceNotReleased", ErrorKind.Timeout, $"Machine {deviceId} was asked to be released {scope.Timings.DeviceGone.TotalMinutes:0} minutes ago and is still in state '{device?.ProviderState ?? "listed"}'. It may still cost money.")
                {
                    Target = deviceId,
                    RecommendedAction = "Run the command again to continue; if it stays, release the machine at the provider's console.",
                };
            context.Progress($"waiting until machine {deviceId} is released ({device?.ProviderState ?? "listed"})");
            await Task.Delay(access.Driver.PollInterval, scope.Time, context.CancellationToken).ConfigureAwait(false);
        }
    }
}
