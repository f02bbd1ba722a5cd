namespace EdgeProvision.Model;

/// <summary>An OpenNebula cluster of a provision.</summary>
/// <param name="Id">Cluster id.</param>
/// <param name="Name">Cluster name.</param>
/// <param name="Provision">The provision's name.</param>
/// <param name="ProvisionId">The provision's UUID.</param>
/// <param name="HostCount">Hosts in it.</param>
/// <param name="NetworkCount">Networks in it.</param>
/// <param name="DatastoreCount">Datastores in it.</param>
public sealed record EdgeCluster(int Id, string Name, string Provision, string ProvisionId, int HostCount, int NetworkCount, int DatastoreCount) : IProvisionObject
{
    /// <summary>Ids of the hosts in it.</summary>
    public IReadOnlyList<int> Hosts { get; init; } = [];

    /// <summary>Ids of the networks in it.</summary>
    public IReadOnlyList<int> Networks { get; init; } = [];

    /// <summary>Ids of the datastores in it.</summary>
    public IReadOnlyList<int> Datastores { get; init; } = [];

    /// <summary>Its name: what stands for it in a text.</summary>
    public override string ToString() => Name;
}
