using EdgeProvision.Sandbox.Addresses;
using EdgeProvision.Sandbox.Ec2.Resources;

namespace EdgeProvision.Sandbox.Ec2.Network;

/// <summary>A table of routes.</summary>
internal sealed class RouteTable(AddressBlock local, DateTimeOffset createdAt) : Ec2Resource(ResourceKind.RouteTable, createdAt)
{
    // The VPC's main table is made before it.
    public Vpc Vpc { get; set; } = null!;

    public List<Route> Routes { get; } = [new Route(local, null)];

    public List<RouteTableAssociation> Associations { get; } = [];

    public bool IsMain => Associations.Exists(association => association.Subnet is null);
}
