using System.Xml.Linq;
using EdgeProvision.Sandbox.Addresses;
using EdgeProvision.Sandbox.Ec2.Resources;
using EdgeProvision.Sandbox.Ec2.Tags;
using EdgeProvision.Sandbox.Ec2.Wire;

namespace EdgeProvision.Sandbox.Ec2.Network;

/// <summary>The calls about VPCs. Each runs with the store's gate held.</summary>
internal sealed class VpcCalls(Ec2Store store)
{
    private static readonly ResourceList<Vpc> List = new(
        "VpcId", "vpcSet", holdings => holdings.Vpcs,
        new Dictionary<string, Func<Vpc, DateTimeOffset, IEnumerable<string?>>>
        {
            ["vpc-id"] = (vpc, _) => [vpc.Id],
            ["cidr"] = (vpc, _) => [vpc.Block.ToString()],
            ["cidr-block-association.cidr-block"] = (vpc, _) => [vpc.Block.ToString()],
            ["state"] = (vpc, moment) => [vpc.StateAt(moment)],
            ["is-default"] = (vpc, _) => [vpc.IsDefault ? "true" : "false"],
            ["isDefault"] = (vpc, _) => [vpc.IsDefault ? "true" : "false"],
        },
        (vpc, call) => NetworkDocument.Of(vpc, call.Holdings, call.Moment));

    public IEnumerable<Ec2Action> Actions =>
    [
        new("CreateVpc", Create), new("DeleteVpc", Delete), new("DescribeVpcs", List.Describe),
        new("ModifyVpcAttribute", Modify), new("DescribeVpcAttribute", DescribeAttribute),
    ];

    private IEnumerable<XElement?> Create(Ec2Call call)
    {
        var text = call.Parameters.Required("CidrBlock");
        if (!AddressBlock.TryParseNetwork(text, out var block))
            throw Ec2RefusedException.Invalid("cidrBlock", text, "This is not a valid CIDR block.");
        if (block.PrefixLength is < 16 or > 28)
            throw new Ec2RefusedException("InvalidVpc.Range", $"The CIDR '{text}' is invalid.");
        var tenancy = call.Parameters.Word("InstanceTenancy", "default", "dedicated") ?? "default";
        if (call.Parameters.Flag("AmazonProvidedIpv6CidrBlock"))
            throw new Ec2RefusedException("UnsupportedOperation", "The sandbox plays IPv4 only.");
        var tags = TagReader.ReadSpecification(call.Parameters, ResourceKind.Vpc);
        if (call.Holdings.Vpcs.Living.Count() >= store.Options.Quotas.Vpcs)
            throw new Ec2RefusedException("VpcLimitExceeded", "The maximum number of VPCs has been reached.");
        call.Ready();
        var vpc = VpcFactory.Make(call.Holdings, block, tenancy, store.Now, store.Options.NetworkPendingFor);
        vpc.Tags.Set(tags, store.Now);
        return [Xml.Node("vpc", NetworkDocument.Of(vpc, call.Holdings, store.Now).ToArray<object?>())];
    }

    private IEnumerable<XElement?> Delete(Ec2Call call)
    {
        var holdings = call.Holdings;
        var vpc = holdings.Vpcs.Get(call, call.Parameters, "VpcId");
        call.Ready();
        if (holdings.Subnets.Living.Any(subnet => subnet.Vpc == vpc) || holdings.Gateways.Living.Any(gateway => gateway.Vpc == vpc)
            || holdings.CarrierGateways.Living.Any(gateway => gateway.Vpc == vpc)
            || holdings.RouteTables.Living.Any(table => table.Vpc == vpc && table != vpc.MainTable)
            || holdings.Groups.Living.Any(group => group.Vpc == vpc && group != vpc.DefaultGroup))
            throw Ec2RefusedException.InUse("vpc", vpc.Id);
        vpc.GoneAt = vpc.MainTable.GoneAt = vpc.DefaultGroup.GoneAt = store.Now;
        foreach (var rule in holdings.Rules.Living.Where(rule => rule.Group == vpc.DefaultGroup))
            rule.GoneAt = store.Now;
        return Xml.Done;
    }

    private static IEnumerable<XElement?> Modify(Ec2Call call)
    {
        var vpc = call.Holdings.Vpcs.Get(call, call.Parameters, "VpcId");
        var support = call.Parameters.Group("EnableDnsSupport").MaybeFlag("Value");
        var hostnames = call.Parameters.Group("EnableDnsHostnames").MaybeFlag("Value");
        if (support is null && hostnames is null)
            throw Ec2RefusedException.Combination("No attributes specified.");
        if (support is not null && hostnames is not null)
            throw Ec2RefusedException.Combination("Fields for multiple attribute types specified: enableDnsHostnames, enableDnsSupport");
        call.Ready();
        (vpc.HasDnsSupport, vpc.HasDnsHostnames) = (support ?? vpc.HasDnsSupport, hostnames ?? vpc.HasDnsHostnames);
        return Xml.Done;
    }

    private static IEnumerable<XElement?> DescribeAttribute(Ec2Call call)
    {
        var vpc = call.Holdings.Vpcs.Get(call, call.Parameters, "VpcId");
        _ = call.Parameters.Required("Attribute");
        var attribute = call.Parameters.Word("Attribute", "enableDnsSupport", "enableDnsHostnames")!;
        call.Ready();
        return [Xml.Value("vpcId", vpc.Id), Xml.Node(attribute, Xml.Value("value", attribute == "enableDnsSupport" ? vpc.HasDnsSupport : vpc.HasDnsHostnames))];
    }
}
