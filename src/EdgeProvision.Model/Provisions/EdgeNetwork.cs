namespace EdgeProvision.Model;

/// <summary>An OpenNebula virtual network of a provision.</summary>
/// <param name="Id">Network id.</param>
/// <param name="Name">Network name.</param>
/// <param name="Bridge">Bridge on the hosts.</param>
/// <param name="Driver">VN_MAD.</param>
/// <param name="State">OpenNebula's state: <c>rdy</c>, <c>err</c> ...; <c>rdy</c> on releases without network states.</param>
/// <param name="User">Owner.</param>
/// <param name="Group">Owner's group.</param>
/// <param name="Provision">The provision's name.</param>
/// <param name="ProvisionId">The provision's UUID.</param>
/// <param name="Clusters">Ids of the clusters that it is in.</param>
/// <param name="UsedLeases">Addresses in use.</param>
public sealed record EdgeNetwork(
    int Id, string Name, string Bridge, string Driver, string State, string User, string Group, string Provision, string ProvisionId,
    IReadOnlyList<int> Clusters, int UsedLeases) : IProvisionObject
{
    /// <summary>Its address ranges.</summary>
    public IReadOnlyList<EdgeAddressRange> AddressRanges { get; init; } = [];

    /// <summary>The addresses in use, where they were asked for: OpenNebula tells them network by network only.</summary>
    public IReadOnlyList<EdgeLease> Leases { get; init; } = [];

    /// <summary>Its name: what stands for it in a text.</summary>
    public override string ToString() => Name;
}
