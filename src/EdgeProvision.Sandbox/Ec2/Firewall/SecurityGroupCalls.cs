using System.Xml.Linq;
using EdgeProvision.Sandbox.Ec2.Network;
using EdgeProvision.Sandbox.Ec2.Resources;
using EdgeProvision.Sandbox.Ec2.Tags;
using EdgeProvision.Sandbox.Ec2.Wire;

namespace EdgeProvision.Sandbox.Ec2.Firewall;

/// <summary>The calls about security groups. Each runs with the store's gate held.</summary>
internal sealed class SecurityGroupCalls(Ec2Store store)
{
    private const int LongestText = 255;
    private static readonly ResourceList<SecurityGroup> List = new(
        "GroupId", "securityGroupInfo", holdings => holdings.Groups,
        new Dictionary<string, Func<SecurityGroup, DateTimeOffset, IEnumerable<string?>>>
        {
            ["group-id"] = (group, _) => [group.Id],
            ["group-name"] = (group, _) => [group.Name],
            ["vpc-id"] = (group, _) => [group.Vpc.Id],
            ["description"] = (group, _) => [group.Description],
        },
        (group, call) => SecurityGroupDocument.Of(group, call.Holdings, call.Moment));

    public IEnumerable<Ec2Action> Actions => [new("CreateSecurityGroup", Create), new("DeleteSecurityGroup", Delete), new("DescribeSecurityGroups", Describe)];

    private IEnumerable<XElement?> Create(Ec2Call call)
    {
        var name = Text(call, "GroupName");
        var description = Text(call, "GroupDescription");
        if (name == SecurityGroup.DefaultName)
            throw new Ec2RefusedException("InvalidParameterValue", "Cannot use reserved security group name: default");
        if (name.StartsWith("sg-", StringComparison.Ordinal))
            throw new Ec2RefusedException("InvalidParameterValue", $"Invalid value '{name}' for groupName. Group names may not be in the format sg-*.");
        var vpc = Vpc(call);
        var tags = TagReader.ReadSpecification(call.Parameters, ResourceKind.Group);
        if (call.Holdings.Groups.Living.Any(group => group.Vpc == vpc && group.Name == name))
            throw new Ec2RefusedException("InvalidGroup.Duplicate", $"The security group '{name}' already exists for VPC '{vpc.Id}'");
        if (call.Holdings.Groups.Living.Count() >= store.Options.Quotas.SecurityGroups)
            throw new Ec2RefusedException("SecurityGroupLimitExceeded", "The maximum number of security groups has been reached.");
        call.Ready();
        var made = call.Holdings.Groups.Add(new SecurityGroup(name, description, store.Now) { Vpc = vpc }, tags);
        call.Holdings.Rules.Add(SecurityGroupRule.EverythingOut(made, store.Now));
        return [.. Xml.Done, Xml.Value("groupId", made.Id), TagDocument.Of(made, store.Now)];
    }

    private IEnumerable<XElement?> Delete(Ec2Call call)
    {
        var holdings = call.Holdings;
        var group = Find(call);
        call.Ready();
        if (group.Name == SecurityGroup.DefaultName)
            throw new Ec2RefusedException("CannotDelete", $"the specified group: \"{group.Id}\" name: \"default\" cannot be deleted by a user");
        if (holdings.Interfaces.Living.Any(card => card.Groups.Contains(group)) || holdings.Rules.Living.Any(rule => rule.Peer.Group == group && rule.Group != group))
            throw new Ec2RefusedException("DependencyViolation", $"resource {group.Id} has a dependent object");
        group.GoneAt = store.Now;
        foreach (var rule in holdings.Rules.Living.Where(rule => rule.Group == group))
            rule.GoneAt = store.Now;
        return [.. Xml.Done, Xml.Value("groupId", group.Id)];
    }

    private static IEnumerable<XElement?> Describe(Ec2Call call)
    {
        var names = call.Parameters.Texts("GroupName");
        if (names.Count == 0)
            return List.Describe(call);
        var listed = call.Holdings.Groups.List(call, call.Parameters.Texts("GroupId"));
        // By name only those of the default VPC are found.
        foreach (var name in names)
        {
            if (!listed.Any(group => group.Name == name && group.Vpc.IsDefault))
                throw new Ec2RefusedException("InvalidGroup.NotFound", $"The security group '{name}' does not exist in default VPC");
        }

        return List.Describe(call, listed.Where(group => group.Vpc.IsDefault && names.Contains(group.Name)));
    }

    private static string Text(Ec2Call call, string name)
    {
        var text = call.Parameters.Required(name);
        return text.Length <= LongestText && text.All(char.IsAscii)
            ? text
            : throw Ec2RefusedException.Invalid(name, text, $"Character sets beyond ASCII are not supported, nor are more than {LongestText} characters.");
    }

    private static Vpc Vpc(Ec2Call call) => call.Parameters.Has("VpcId")
        ? call.Holdings.Vpcs.Get(call, call.Parameters, "VpcId")
        : call.Holdings.Vpcs.Living.FirstOrDefault(vpc => vpc.IsDefault) ?? throw new Ec2RefusedException("VPCIdNotSpecified", "No default VPC for this user");

    private static SecurityGroup Find(Ec2Call call)
    {
        if (!call.Parameters.Has("GroupName"))
            return call.Holdings.Groups.Get(call, call.Parameters, "GroupId");
        var name = call.Parameters.Required("GroupName");
        return call.Holdings.Groups.Living.FirstOrDefault(group => group.Name == name && group.Vpc.IsDefault)
            ?? throw new Ec2RefusedException("InvalidGroup.NotFound", $"The security group '{name}' does not exist in default VPC");
    }
}
