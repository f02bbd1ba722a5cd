using EdgeProvision.Engine.Execution.Access;
using EdgeProvision.Engine.Execution.Boards;
using EdgeProvision.Engine.Observation;
using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Engine.Planning;
using EdgeProvision.Engine.Providers;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Execution.Steps;

/// <summary>Waits until the machine is active, names the host by its address, and tells the overlay's other members.</summary>
public sealed class AwaitDeviceStep : IStepHandler
{
    /// <inheritdoc/>
    public StepKind Kind => StepKind.AwaitDevice;

    /// <inheritdoc/>
    public async Task<StepOutcome> RunAsync(StepContext context)
    {
        var host = context.Host;
        var scope = context.Operation;
        var device = await WaitAsync(context, host).ConfigureAwait(false);
        host.Device = device;
        scope.Boards.Peers.Put(host.Key, MemberAddresses.Of(host.Driver, device, device.PublicAddress!));
        host.Address = device.PublicAddress;
        if (host.Name == device.PublicAddress)
            return StepOutcome.Unchanged;
        await HostNaming.RenameAsync(scope, host, device.PublicAddress!, context.CancellationToken).ConfigureAwait(false);
        scope.Boards.References.Put(Descriptors.Templates.TemplateReferenceKind.Hosts, host.Desired?.Index ?? -1, host.HostId, host.Name, host.Template);
        return StepOutcome.Done;
    }

    private static async Task<Device> WaitAsync(StepContext context, HostWork host)
    {
        var scope = context.Operation;
        var began = scope.Time.GetTimestamp();
        var switchedOn = false;
        var news = new DeviceNews(context, host);
        string? equipped = null;

        // A retry of this step may find that the machine failed: then the next attempt's machine is rented here. One that fails while it is
        // waited for is this attempt's end: a provider that breaks every machine must not be paid for one after the other.
        if (host.Device is null or { State: DeviceState.Failed })
            await DeviceKeeper.EnsureAsync(context, host, () => DeviceOrder.Of(scope, host)).ConfigureAwait(false);
        while (true)
        {
            if (host.Device is null or { State: DeviceState.Releasing })
                await DeviceKeeper.EnsureAsync(context, host, () => DeviceOrder.Of(scope, host)).ConfigureAwait(false);
            var access = scope.Provider(host.Driver);

            // Only a descriptor says what belongs to it beside the machine itself.
            if (host is { Device: { State: DeviceState.Active } ready, Desired: not null } && ready.Id != equipped)
            {
                host.Device = await access.Driver.EquipDeviceAsync(ready, DeviceOrder.Of(scope, host), context.CancellationToken).ConfigureAwait(false);
                equipped = ready.Id;
            }

            switch (host.Device)
            {
                case { State: DeviceState.Active, PublicAddress: not null } active:
                    await news.TellAsync(access.Driver, active).ConfigureAwait(false);
                    return active;
                case { State: DeviceState.Failed } failed:
                    await news.TellAsync(access.Driver, failed).ConfigureAwait(false);
                    throw new EdgeException("DeviceFailed", ErrorKind.Refused, $"Machine {failed.Id} of host {host.Key} was rented, and then the provider reported state '{failed.ProviderState}'{(news.Last is { } last ? $" ({last.TrimEnd('.')})" : "")}.")
                    {
                        Target = host.Key,
                        RecommendedAction = "Run the command again: the failed machine is released and another one rented. To give up, remove the host or the provision.",
                    };
                case { State: DeviceState.Inactive } off when host.Power.Kind == Records.HostPowerKind.On && !switchedOn:
                    switchedOn = true;
                    await access.Driver.PowerAsync(off.Id, PowerAction.On, context.CancellationToken).ConfigureAwait(false);
                    break;
            }

            if (scope.Time.GetElapsedTime(began) > scope.Timings.DeviceActive)
                throw new EdgeException("DeviceNotActive", ErrorKind.Timeout, $"Machine {host.DeviceId} of host {host.Key} is still in state '{host.Device?.ProviderState}' after {scope.Timings.DeviceActive.TotalMinutes:0} minutes. It stays rented.")
                {
                    Target = host.Key,
                    RecommendedAction = "Run the command again to go on waiting for it, or remove the host with Remove-EdgeHost (oneprovision host delete).",
                };
            if (host.Device is { } waited)
                await news.TellAsync(access.Driver, waited).ConfigureAwait(false);
            await Task.Delay(access.Driver.PollInterval, scope.Time, context.CancellationToken).ConfigureAwait(false);
            host.Device = await access.Driver.GetDeviceAsync(host.DeviceId!, context.CancellationToken).ConfigureAwait(false);
        }
    }
}
