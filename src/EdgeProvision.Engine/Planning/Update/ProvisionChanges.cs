using EdgeProvision.Engine.Observation;
using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Planning;

/// <summary>How a provision that stands differs from its descriptor.</summary>
public sealed record ProvisionChanges
{
    /// <summary>The cluster, or null when it is as it should be.</summary>
    public ObjectChange? Cluster { get; init; }

    /// <summary>Hosts of the descriptor that do not stand.</summary>
    public IReadOnlyList<DescriptorHost> NewHosts { get; init; } = [];

    /// <summary>Hosts that differ.</summary>
    public IReadOnlyList<HostChange> Hosts { get; init; } = [];

    /// <summary>Hosts that the descriptor does not have.</summary>
    public IReadOnlyList<ObservedHost> GoneHosts { get; init; } = [];

    /// <summary>What is let in to the machines, by driver, where that differs.</summary>
    public IReadOnlyList<AdmissionChange> Admissions { get; init; } = [];

    /// <summary>Datastores of the descriptor that do not stand.</summary>
    public IReadOnlyList<DescriptorObject> NewDatastores { get; init; } = [];

    /// <summary>Datastores that differ.</summary>
    public IReadOnlyList<ObjectChange> Datastores { get; init; } = [];

    /// <summary>Datastores that the descriptor does not have any more.</summary>
    public IReadOnlyList<DatastoreObject> GoneDatastores { get; init; } = [];

    /// <summary>Networks of the descriptor that do not stand.</summary>
    public IReadOnlyList<DescriptorObject> NewNetworks { get; init; } = [];

    /// <summary>Networks that differ.</summary>
    public IReadOnlyList<ObjectChange> Networks { get; init; } = [];

    /// <summary>Networks that the descriptor does not have any more.</summary>
    public IReadOnlyList<NetworkObject> GoneNetworks { get; init; } = [];
}
