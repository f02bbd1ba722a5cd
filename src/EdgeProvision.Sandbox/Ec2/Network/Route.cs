using EdgeProvision.Sandbox.Addresses;
using EdgeProvision.Sandbox.Ec2.Resources;

namespace EdgeProvision.Sandbox.Ec2.Network;

/// <summary>Where packets for a network go: to a gateway or a network interface; within the VPC where no target is given.</summary>
internal sealed record Route(AddressBlock Destination, Ec2Resource? Target)
{
    public bool IsLocal => Target is null;

    /// <summary>Its target is gone, or no longer at this VPC: packets vanish.</summary>
    public bool IsBlackhole(Vpc vpc) => Target switch
    {
        InternetGateway gateway => gateway.GoneAt is not null || gateway.Vpc != vpc,
        { } other => other.GoneAt is not null,
        null => false,
    };
}
