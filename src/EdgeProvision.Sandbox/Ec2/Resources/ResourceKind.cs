using System.Text.RegularExpressions;
using EdgeProvision.Sandbox.Ec2.Wire;

namespace EdgeProvision.Sandbox.Ec2.Resources;

/// <summary>A sort of resources: how its ids look, and how the service says that there is none of an id.</summary>
/// <param name="Prefix">What ids begin with.</param>
/// <param name="TagType">Its word in tag specifications and lists of tags.</param>
/// <param name="NotFoundCode">The code for an id that is unknown.</param>
/// <param name="MalformedCode">The code for a text that is no id.</param>
/// <param name="Noun">Its name in messages.</param>
internal sealed partial record ResourceKind(string Prefix, string TagType, string NotFoundCode, string MalformedCode, string Noun)
{
    public static readonly ResourceKind Instance = new("i", "instance", "InvalidInstanceID.NotFound", "InvalidInstanceID.Malformed", "instance ID");
    public static readonly ResourceKind Vpc = new("vpc", "vpc", "InvalidVpcID.NotFound", "InvalidVpcId.Malformed", "vpc ID");
    public static readonly ResourceKind Subnet = new("subnet", "subnet", "InvalidSubnetID.NotFound", "InvalidSubnetId.Malformed", "subnet ID");
    public static readonly ResourceKind Gateway = new("igw", "internet-gateway", "InvalidInternetGatewayID.NotFound", "InvalidInternetGatewayId.Malformed", "internetGateway ID");
    public static readonly ResourceKind CarrierGateway = new("cagw", "carrier-gateway", "InvalidCarrierGatewayID.NotFound", "InvalidCarrierGatewayID.Malformed", "carrierGateway ID");
    public static readonly ResourceKind RouteTable = new("rtb", "route-table", "InvalidRouteTableID.NotFound", "InvalidRouteTableId.Malformed", "routeTable ID");
    public static readonly ResourceKind Group = new("sg", "security-group", "InvalidGroup.NotFound", "InvalidGroupId.Malformed", "security group");
    public static readonly ResourceKind Rule = new("sgr", "security-group-rule", "InvalidSecurityGroupRuleId.NotFound", "InvalidSecurityGroupRuleId.Malformed", "security group rule ID");
    public static readonly ResourceKind Interface = new("eni", "network-interface", "InvalidNetworkInterfaceID.NotFound", "InvalidNetworkInterfaceId.Malformed", "networkInterface ID");
    public static readonly ResourceKind Address = new("eipalloc", "elastic-ip", "InvalidAllocationID.NotFound", "InvalidAllocationID.Malformed", "allocation ID");
    public static readonly ResourceKind Volume = new("vol", "volume", "InvalidVolume.NotFound", "InvalidVolumeID.Malformed", "volume");
    public static readonly ResourceKind KeyPair = new("key", "key-pair", "InvalidKeyPair.NotFound", "InvalidKeyPair.Format", "key pair");

    /// <summary>A text that every resource of another id is told apart by: 17 hexadecimal digits, the first of them 0.</summary>
    public string NewId() => NewId(Prefix);

    public static string NewId(string prefix) => $"{prefix}-0{Guid.NewGuid():N}"[..(prefix.Length + 18)];

    public Ec2RefusedException NotFound(string id) => new(NotFoundCode, $"The {Noun} '{id}' does not exist");

    /// <exception cref="Ec2RefusedException">The text is no id of this kind.</exception>
    public void CheckForm(string id)
    {
        if (!id.StartsWith(Prefix + "-", StringComparison.Ordinal) || !DigitsPattern().IsMatch(id[(Prefix.Length + 1)..]))
            throw new Ec2RefusedException(MalformedCode, $"Invalid id: \"{id}\" (expecting \"{Prefix}-...\")");
    }

    [GeneratedRegex(@"^(?:[0-9a-f]{8}|[0-9a-f]{17})\z")]
    private static partial Regex DigitsPattern();
}
