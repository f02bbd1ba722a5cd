using EdgeProvision.Engine.Execution.Access;
using EdgeProvision.Engine.Execution.Boards;
using EdgeProvision.Engine.Execution.Purchases;
using EdgeProvision.Engine.Observation;
using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Engine.Providers;
using EdgeProvision.Engine.Records;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Execution.Steps;

/// <summary>What the power steps have in common.</summary>
internal static class PowerMoves
{
    /// <summary>Writes down what the power is going to be, before anything is asked for.</summary>
    public static async Task WritePowerAsync(OperationScope scope, HostWork host, HostPower power, CancellationToken cancellationToken)
    {
        if (host.Power != power || !host.Template.Contains(EdgeAttribute.Power))
            await DeviceKeeper.UpdateAsync(scope, host, new AttributeTree((EdgeAttribute.Power, power.ToString())), cancellationToken).ConfigureAwait(false);
        host.Power = power;
    }

    /// <summary>Asks for a power action and waits until the provider shows the state; asks again when it fell back.</summary>
    public static async Task ReachAsync(StepContext context, HostWork host, PowerAction action, DeviceState wanted)
    {
        var scope = context.Operation;
        var access = scope.Provider(host.Driver);
        var began = scope.Time.GetTimestamp();
        var asked = false;
        var forced = action != PowerAction.Off;
        while (true)
        {
            host.Device = await access.Driver.GetDeviceAsync(host.DeviceId!, context.CancellationToken).ConfigureAwait(false)
                ?? throw VanishedDevice.Of(host.DeviceId!, host.Key);
            if (host.Device.State == wanted)
                return;
            if (!asked && host.Device.State is DeviceState.Active or DeviceState.Inactive or DeviceState.Unknown)
            {
                await access.Driver.PowerAsync(host.DeviceId!, action, context.CancellationToken).ConfigureAwait(false);
                asked = true;
            }
            else if (!forced && host.Device.State == DeviceState.Active && scope.Time.GetElapsedTime(began) > scope.Timings.OrderlyOff)
            {
                context.Progress($"machine {host.DeviceId} does not switch off by itself; its plug is pulled");
                await access.Driver.PowerAsync(host.DeviceId!, PowerAction.ForceOff, context.CancellationToken).ConfigureAwait(false);
                forced = true;
            }

            if (host.Device.State == DeviceState.Failed || scope.Time.GetElapsedTime(began) > PowerWaiting.Limit(scope, scope.Timings.PowerChange))
                throw new EdgeException("PowerChangeFailed", ErrorKind.Timeout, $"Machine {host.DeviceId} of host {host.Key} did not reach the state '{wanted}'; the provider says '{host.Device.ProviderState}'.")
                {
                    Target = host.Key,
                    RecommendedAction = "Look at the machine at the provider's console, then run the command again.",
                };
            context.Progress($"machine {host.DeviceId} is {host.Device.ProviderState}");
            await Task.Delay(access.Driver.PollInterval, scope.Time, context.CancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>A machine may come back under another address: then host, overlay and known hosts follow.</summary>
    public static async Task FollowAddressAsync(OperationScope scope, HostWork host, CancellationToken cancellationToken)
    {
        var device = await scope.Provider(host.Driver).Driver.GetDeviceAsync(host.DeviceId!, cancellationToken).ConfigureAwait(false) ?? throw VanishedDevice.Of(host.DeviceId!, host.Key);
        host.Device = device;
        if (device.PublicAddress is not { } address)
            return;
        scope.Boards.Peers.Put(host.Key, MemberAddresses.Of(host.Driver, device, address));
        if (host.Address is { } known && (address == known || !MachineTrouble.IsAnother(device, known)))
            return;
        await scope.HostAccess.ForgetOnFrontEndMachineAsync(host, cancellationToken).ConfigureAwait(false);
        host.Address = address;
        await HostNaming.RenameAsync(scope, host, address, cancellationToken).ConfigureAwait(false);
        await scope.HostAccess.TellFrontEndMachineAsync(scope, host, cancellationToken).ConfigureAwait(false);
    }
}
