using EdgeProvision.Engine.Execution.Access;
using EdgeProvision.Engine.Execution.Boards;
using EdgeProvision.Engine.Operations;
using EdgeProvision.Engine.Providers;
using EdgeProvision.Engine.Records;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Execution.Purchases;

/// <summary>
/// Compares the hosts with what carries the provision's tag at the providers, at the start of an operation and before its end. A further device
/// of a key whose survivor is recorded is surplus and is released, unless it is older than the key's first order; anything else that carries the
/// tag is reported, never deleted.
/// </summary>
internal sealed class Reconciler(OperationScope scope)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (var access in scope.Providers.Values)
        {
            var devices = await access.Devices.ListAsync(cancellationToken).ConfigureAwait(false);
            foreach (var group in devices.GroupBy(d => EdgeAttribute.MemberKey(d.EdgeKey, scope.ProvisionId)))
            {
                if (group.Key is null || !scope.Hosts.TryGetValue(group.Key, out var host))
                {
                    foreach (var stray in group)
                        scope.Say(MessageLevel.Warning, $"Machine {stray.Id} ({stray.Hostname}) at {access.Driver.Name} carries the tag of provision {scope.Name} but belongs to none of its hosts. It is left alone; removing the provision releases it.");
                    continue;
                }

                foreach (var surplus in Surplus(host, group))
                {
                    if (!KeyAge.Allows(host, surplus))
                    {
                        scope.Say(MessageLevel.Warning, $"Machine {surplus.Id} ({surplus.Hostname}) at {access.Driver.Name} carries the key of host {host.Key}, which machine {host.DeviceId} serves, and is not known to be younger than the host's first order (it was made at {surplus.CreatedAt.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z). It is left alone; removing the host releases it.");
                        continue;
                    }

                    scope.Say(MessageLevel.Warning, $"Machine {surplus.Id} of host {host.Key} came of a request whose answer was lost; machine {host.DeviceId} serves the host, so it is released.");
                    await access.Driver.DeleteDeviceAsync(surplus.Id, cancellationToken).ConfigureAwait(false);
                }
            }
        }
    }

    /// <summary>Only where the survivor is recorded, stands and has not failed: else it is not known which one stays.</summary>
    private static IEnumerable<Device> Surplus(HostWork host, IEnumerable<Device> devices)
    {
        var all = devices.ToList();
        return host.DeviceId is { } recorded && all.Any(d => d.Id == recorded && d.State is not DeviceState.Failed) ? all.Where(d => d.Id != recorded) : [];
    }
}
