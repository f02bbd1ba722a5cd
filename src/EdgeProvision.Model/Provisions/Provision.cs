namespace EdgeProvision.Model;

/// <summary>One edge cloud: a cluster with its hosts, datastores and networks, all carrying one provision id. A snapshot.</summary>
public sealed record Provision
{
    /// <summary>The provision's UUID.</summary>
    public required string Id { get; init; }

    /// <summary>The provision's name, unique within a front-end.</summary>
    public required string Name { get; init; }

    /// <summary>The worst of its hosts' states.</summary>
    public required ProvisionState State { get; init; }

    /// <summary><c>configured</c>, <c>pending</c> or <c>error</c>: the original's word for it.</summary>
    public required string ConfigurationStatus { get; init; }

    /// <summary>Clusters that carry the provision id; one, as a rule.</summary>
    public required IReadOnlyList<EdgeCluster> Clusters { get; init; }

    /// <summary>Its hosts in the order of their ids.</summary>
    public required IReadOnlyList<EdgeHost> Hosts { get; init; }

    /// <summary>Its networks in the order of their ids.</summary>
    public required IReadOnlyList<EdgeNetwork> Networks { get; init; }

    /// <summary>Its datastores in the order of their ids.</summary>
    public required IReadOnlyList<EdgeDatastore> Datastores { get; init; }

    /// <summary>The id of the provision's record (an OpenNebula document), or null for one made by another tool.</summary>
    public int? RecordId { get; init; }

    /// <summary>True when a removal has begun and is not finished.</summary>
    public bool IsDeleting { get; init; }

    /// <summary>True when the last operation was cut off: running the same command again continues it.</summary>
    public bool IsInterrupted { get; init; }

    /// <summary>Its name: what stands for it in a text.</summary>
    public override string ToString() => Name;
}
