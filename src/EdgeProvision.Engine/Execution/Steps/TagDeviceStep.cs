using EdgeProvision.Engine.Execution.Access;
using EdgeProvision.Engine.Planning;
using EdgeProvision.Engine.Providers;
using EdgeProvision.Engine.Records;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Execution.Steps;

/// <summary>Gives the machine of an adopted host the provision's tags, after one more look that it is that host's and nobody else's.</summary>
public sealed class TagDeviceStep : IStepHandler
{
    /// <inheritdoc/>
    public StepKind Kind => StepKind.TagDevice;

    /// <inheritdoc/>
    public async Task<StepOutcome> RunAsync(StepContext context)
    {
        var host = context.Host;
        var scope = context.Operation;
        var driver = scope.Provider(host.Driver).Driver;
        var key = EdgeAttribute.HostKey(scope.ProvisionId, host.Key);
        var device = await driver.GetDeviceAsync(host.DeviceId!, context.CancellationToken).ConfigureAwait(false);
        if (device is null or { State: DeviceState.Releasing } || !await driver.IsListedAsync(device.Id, context.CancellationToken).ConfigureAwait(false))
            throw NotOurs(host, "it is not in the project any more");
        if (device.EdgeKey is { } other && other != key)
            throw NotOurs(host, $"it carries the tag of something else, {other}");
        if (device.EdgeKey == key)
            return StepOutcome.Unchanged;
        await driver.TagDeviceAsync(device.Id, scope.ProvisionId, key, context.CancellationToken).ConfigureAwait(false);
        return StepOutcome.Done;
    }

    private static EdgeException NotOurs(HostWork host, string why) =>
        new("DeviceNotTagged", ErrorKind.Changed, $"Machine {host.DeviceId} of host {host.Key} is not tagged: {why}.")
        {
            Target = host.Key,
            RecommendedAction = "Look at it on the provider's console. If it is gone, remove the host with Remove-EdgeHost (oneprovision host delete), then run the command again.",
        };
}
