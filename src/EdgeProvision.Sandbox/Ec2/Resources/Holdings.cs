using EdgeProvision.Sandbox.Ec2.Addresses;
using EdgeProvision.Sandbox.Ec2.Catalogue;
using EdgeProvision.Sandbox.Ec2.Firewall;
using EdgeProvision.Sandbox.Ec2.Instances;
using EdgeProvision.Sandbox.Ec2.Keys;
using EdgeProvision.Sandbox.Ec2.Network;
using EdgeProvision.Sandbox.Ec2.Volumes;
using EdgeProvision.Sandbox.Ec2.Wire;

namespace EdgeProvision.Sandbox.Ec2.Resources;

/// <summary>What one account has in one region. Nothing in it is known in another. Guarded by the gate of the <see cref="Ec2Store"/>.</summary>
internal sealed class Holdings(string accountId, Region region)
{
    public string AccountId { get; } = accountId;

    public Region Region { get; } = region;

    public ResourceTable<Vpc> Vpcs { get; } = new(ResourceKind.Vpc);

    public ResourceTable<Subnet> Subnets { get; } = new(ResourceKind.Subnet);

    public ResourceTable<InternetGateway> Gateways { get; } = new(ResourceKind.Gateway);

    public ResourceTable<CarrierGateway> CarrierGateways { get; } = new(ResourceKind.CarrierGateway);

    public ResourceTable<RouteTable> RouteTables { get; } = new(ResourceKind.RouteTable);

    public ResourceTable<SecurityGroup> Groups { get; } = new(ResourceKind.Group);

    public ResourceTable<SecurityGroupRule> Rules { get; } = new(ResourceKind.Rule);

    public ResourceTable<NetworkInterface> Interfaces { get; } = new(ResourceKind.Interface);

    public ResourceTable<ElasticAddress> Addresses { get; } = new(ResourceKind.Address);

    public ResourceTable<KeyPair> KeyPairs { get; } = new(ResourceKind.KeyPair);

    public ResourceTable<Instance> Instances { get; } = new(ResourceKind.Instance);

    public ResourceTable<Volume> Volumes { get; } = new(ResourceKind.Volume);

    public IReadOnlyList<IResourceTable> Tables => [Vpcs, Subnets, Gateways, CarrierGateways, RouteTables, Groups, Rules, Interfaces, Addresses, KeyPairs, Instances, Volumes];

    public TokenMemory<Reservation> Launches { get; } = new();

    public TokenMemory<RouteTable> RouteTableTokens { get; } = new();

    public TokenMemory<CarrierGateway> CarrierGatewayTokens { get; } = new();

    /// <summary>Groups of local and wavelength zones that the account has opted in to.</summary>
    public HashSet<string> OptedIn { get; } = [];

    public bool IsOptedIn(Zone zone) => zone.IsOrdinary || OptedIn.Contains(zone.Group);

    /// <summary>The zones that something can be put in.</summary>
    public IEnumerable<Zone> UsableZones => Region.Zones.Where(IsOptedIn);
}
