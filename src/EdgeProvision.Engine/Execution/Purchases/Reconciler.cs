using EdgeProvision.Engine.Execution.Access;
using EdgeProvision.Engine.Operations;
using EdgeProvision.Engine.Providers;
using EdgeProvision.Engine.Records;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Execution.Purchases;

/// <summary>
/// Compares the hosts with what carries the provision's tag at the providers, at the start of an operation and before its end. A further device
/// of a key whose survivor is recorded is surplus and is released, unless it is older than the key's first order, or a copy that nobody has ordered here; anything else that carries the
/// tag is reported, never deleted.
/// </summary>
internal sealed class Reconciler(OperationScope scope)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var recorded = scope.Hosts.Values.Select(h => h.DeviceId).OfType<string>().ToHashSet(StringComparer.Ordinal);
        foreach (var access in scope.Providers.Values)
        {
            var devices = await access.Devices.ListAsync(cancellationToken).ConfigureAwait(false);
            foreach (var device in devices.Where(d => !recorded.Contains(d.Id)))
            {
                if (EdgeAttribute.MemberKey(device.EdgeKey, scope.ProvisionId) is not { } key || !scope.Hosts.TryGetValue(key, out var host))
                    TellStray(access.Driver, device);
                else if (IsServed(host, devices))
                    await EndSurplusAsync(access.Driver, host, device, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Only where the survivor is recorded, stands and has not failed: else it is not known which one stays.</summary>
    private static bool IsServed(HostWork host, IReadOnlyList<Device> devices) => devices.Any(d => d.Id == host.DeviceId && d.State is not DeviceState.Failed);

    private async Task EndSurplusAsync(IProviderDriver driver, HostWork host, Device surplus, CancellationToken cancellationToken)
    {
        if (!KeyAge.Allows(host, surplus))
        {
            scope.Say(MessageLevel.Warning, $"Machine {surplus.Id} ({surplus.Hostname}) at {driver.Name} carries the key of host {host.Key}, which machine {host.DeviceId} serves, and is not known to be younger than the host's first order (it was made at {surplus.CreatedAt.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z). It is left alone; removing the host releases it.");
            return;
        }

        scope.Say(MessageLevel.Warning, $"Machine {surplus.Id} of host {host.Key} came of a request whose answer was lost; machine {host.DeviceId} serves the host, so it is released.");
        await driver.DeleteDeviceAsync(surplus.Id, cancellationToken).ConfigureAwait(false);
    }

    private void TellStray(IProviderDriver driver, Device stray)
    {
        var what = EdgeAttribute.MemberKey(stray.CopyOf, scope.ProvisionId) is { } key
            ? $"is a copy of the machine of host {key}: it carries that one's tags, and EdgeProvision has not ordered it"
            : $"carries the tag of provision {scope.Name} but belongs to none of its hosts";
        scope.Say(MessageLevel.Warning, $"Machine {stray.Id} ({stray.Hostname}) at {driver.Name} {what}. It is left alone; removing the provision releases it.");
    }
}
