using System.Globalization;
using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Engine.Records;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Observation;

/// <summary>From what is observed to what users see. States come from front-end data alone (docs/design/states.md).</summary>
public static class ProvisionView
{
    /// <summary>A provision with all its objects.</summary>
    public static Provision Of(ObservedProvision observed, IReadOnlyList<HostObject> hosts)
    {
        var byId = hosts.ToDictionary(h => h.Id);
        var views = observed.Hosts.Select(h => Host(observed, h, byId.GetValueOrDefault(h.Id))).ToArray();
        var operations = observed.Record?.Operations ?? [];
        return new Provision
        {
            Id = observed.Id ?? "",
            Name = observed.Name,
            State = State(observed, views),
            ConfigurationStatus = Status(observed),
            Hosts = views,
            Clusters = observed.Clusters.Select(c => ObjectViews.Cluster(observed, c)).ToArray(),
            Datastores = observed.Datastores.Select(d => ObjectViews.Datastore(observed, d)).ToArray(),
            Networks = observed.Networks.Select(n => ObjectViews.Network(observed, n)).ToArray(),
            RecordId = observed.Record?.DocumentId,
            IsDeleting = observed.Record?.IsDeleting ?? false,
            IsInterrupted = operations.Count > 0 && operations[^1].Outcome == OperationOutcome.Interrupted,
        };
    }

    /// <summary>A host's state: the first row that fits.</summary>
    public static EdgeHostState HostState(ObservedHost host) => host switch
    {
        { ConfigurationStatus: "error" } => EdgeHostState.Error,
        { State: 3 or 5 } => EdgeHostState.Error,
        { Power.Kind: HostPowerKind.Off } => EdgeHostState.Off,
        { DeviceId: null, Request: null } => EdgeHostState.Pending,
        { DeviceId: null, Request.IsOpen: false } => EdgeHostState.Pending,
        { DeviceId: null } => EdgeHostState.Creating,
        { HasAddress: false } => EdgeHostState.Creating,
        { Power.Kind: HostPowerKind.Restarting } => EdgeHostState.Off,
        { ConfigurationStatus: not "configured" } => EdgeHostState.Configuring,
        { IsOffline: true } => EdgeHostState.Configuring,
        _ => EdgeHostState.Ready,
    };

    private static EdgeHost Host(ObservedProvision observed, ObservedHost host, HostObject? raw)
    {
        var connection = host.Template.Section("PROVISION_CONNECTION");
        return new EdgeHost
        {
            Id = host.Id,
            Name = host.Name,
            State = HostState(host),
            Hostname = host.Key,
            Provision = observed.Name,
            ProvisionId = observed.Id ?? "",
            Driver = host.Driver,
            DeviceId = host.DeviceId,
            Address = host.Address,
            Cluster = raw?.ClusterName,
            FrontEndState = ShortState(host.State),
            ConfigurationStatus = host.ConfigurationStatus,
            Power = host.Power.Kind switch { HostPowerKind.Off => "off", HostPowerKind.Restarting => "restarting", _ => "on" },
            TotalCpu = raw?.Capacity.TotalCpu ?? 0,
            TotalMemoryKiB = raw?.Capacity.TotalMemoryKiB ?? 0,
            UsedCpu = raw?.Capacity.UsedCpu ?? 0,
            UsedMemoryKiB = raw?.Capacity.UsedMemoryKiB ?? 0,
            VirtualMachines = host.VirtualMachines.ToArray(),
            Location = host.Template.TextAt("PROVISION/METRO") ?? host.Template.TextAt("PROVISION/FACILITY") ?? host.Template.TextAt("PROVISION/AVAILABILITYZONE") ?? host.Template.TextAt("PROVISION/REGION_NAME"),
            RemoteUser = connection?.Text("REMOTE_USER") ?? "root",
            RemotePort = int.TryParse(connection?.Text("REMOTE_PORT"), CultureInfo.InvariantCulture, out var port) ? port : 22,
            SshHostKey = host.SshHostKey,
        };
    }

    /// <summary>The original's short words for host states.</summary>
    private static string ShortState(int state) => state switch
    {
        0 or 6 => "init",
        1 => "update",
        2 => "on",
        3 => "err",
        4 or 7 => "dsbl",
        5 => "retry",
        8 => "off",
        _ => "unkn",
    };

    private static ProvisionState State(ObservedProvision observed, EdgeHost[] hosts)
    {
        if (observed.Record is { IsDeleting: true })
            return ProvisionState.Deleting;
        if (observed.Clusters.Count == 0)
            return ProvisionState.Pending;
        return hosts.Length == 0 ? ProvisionState.Ready : hosts.Max(h => h.State switch
        {
            EdgeHostState.Error => ProvisionState.Error,
            EdgeHostState.Pending => ProvisionState.Pending,
            EdgeHostState.Creating => ProvisionState.Creating,
            EdgeHostState.Configuring => ProvisionState.Configuring,
            EdgeHostState.Off => ProvisionState.Off,
            _ => ProvisionState.Ready,
        });
    }

    /// <summary>
    /// The worst of the hosts' words (the original took the first host's). What is being removed, or has no cluster yet, is not there to be used:
    /// of the original's three words that is pending, since scripts wait for configured.
    /// </summary>
    private static string Status(ObservedProvision observed)
    {
        var words = observed.Hosts.Select(h => h.ConfigurationStatus).ToList();
        var isPartial = observed.Record is { IsDeleting: true } || observed.Clusters.Count == 0;
        return words.Contains("error") ? "error" : isPartial || words.Contains("pending") ? "pending" : "configured";
    }
}
