using EdgeProvision.Engine.Descriptors;
using EdgeProvision.Engine.Execution.Access;
using EdgeProvision.Engine.Observation;
using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Engine.Planning;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Execution.Preparation;

/// <summary>A request after looking at the world: what is to be done, and with what.</summary>
/// <param name="Plan">The plan.</param>
/// <param name="Observed">The world that it was made for.</param>
/// <param name="ProvisionId">The provision's UUID; for a new one the one that it will get.</param>
/// <param name="Loaded">The descriptor, or null for operations that have none.</param>
/// <param name="DescriptorText">The text that the record is to have, or null.</param>
/// <param name="Providers">Providers by driver name; writes pass the gate where there is one.</param>
/// <param name="Secrets">Secrets kept with the provision.</param>
/// <param name="HostObjects">The front-end's hosts, for the view.</param>
public sealed record PreparedOperation(
    OperationPlan Plan, ObservedProvision Observed, string ProvisionId, LoadedDescriptor? Loaded, string? DescriptorText,
    IReadOnlyDictionary<string, ProviderAccess> Providers, IReadOnlyDictionary<string, string> Secrets,
    IReadOnlyList<HostObject> HostObjects)
{
    /// <summary>For a provision that is adopted: the SSH keys that its hosts show, by OpenNebula id, where none is pinned.</summary>
    public IReadOnlyDictionary<int, string> HostKeys { get; init; } = new Dictionary<int, string>();

    /// <summary>The descriptor, or null.</summary>
    public Descriptor? Desired => Loaded?.Descriptor;

    /// <summary>The hosts that the descriptor wants and those that stand, by key, as work on them begins.</summary>
    public Dictionary<string, HostWork> BeginHosts()
    {
        var hosts = new Dictionary<string, HostWork>(StringComparer.Ordinal);
        foreach (var desired in Desired?.Hosts ?? [])
            hosts[desired.Key] = new HostWork(desired.Key, desired, Observed.Host(desired.Key));
        foreach (var host in Observed.Hosts.Where(h => !hosts.ContainsKey(h.Key)))
            hosts[host.Key] = new HostWork(host.Key, null, host);
        return hosts;
    }
}
