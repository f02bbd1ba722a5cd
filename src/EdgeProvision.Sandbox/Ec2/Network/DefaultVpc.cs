using EdgeProvision.Sandbox.Addresses;
using EdgeProvision.Sandbox.Ec2.Resources;

namespace EdgeProvision.Sandbox.Ec2.Network;

/// <summary>The VPC that an account finds in every region: a public subnet in each ordinary zone, with a way to the Internet.</summary>
internal static class DefaultVpc
{
    private static readonly AddressBlock Block = AddressBlock.Around("172.31.0.0", 16);

    public static void AddTo(Holdings holdings)
    {
        // It was there before anybody looked.
        var since = DateTimeOffset.MinValue;
        var vpc = VpcFactory.Make(holdings, Block, "default", since, TimeSpan.Zero, isDefault: true);
        var gateway = holdings.Gateways.Add(new InternetGateway(since) { Vpc = vpc });
        vpc.MainTable.Routes.Add(new Route(AddressBlock.Around("0.0.0.0", 0), gateway));
        uint number = 0;
        foreach (var zone in holdings.Region.OrdinaryZones)
        {
            var block = new AddressBlock(Block.First + (number++ << 12), 20);
            holdings.Subnets.Add(new Subnet(vpc, zone, block, since, since) { IsDefaultForZone = true, MapsPublicIp = true });
        }
    }
}
