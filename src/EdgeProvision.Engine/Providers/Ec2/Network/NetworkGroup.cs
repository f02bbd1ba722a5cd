using Amazon.EC2;
using Amazon.EC2.Model;
using EdgeProvision.Engine.Providers.Ec2.Wire;
using EdgeProvision.Engine.Providers.Http;

namespace EdgeProvision.Engine.Providers.Ec2.Network;

/// <summary>
/// The security group of a provision's own network. Rules are added and never taken away: another run, from another address, may be at work by the ones that stand.
/// </summary>
internal sealed class NetworkGroup(Ec2Service service, NetworkPart part)
{
    private const string Description = "Hosts of an edge cloud: SSH, the overlay between them, and what the descriptor opens";

    private readonly HashSet<string> sent = new(StringComparer.Ordinal);

    /// <summary>The group's id, with all rules in it that are wished for.</summary>
    public async Task<string> EnsureAsync(string id, string vpc, NetworkWish wish, CancellationToken cancellationToken)
    {
        var group = (await part.EnsureAsync(
            id, "group",
            async filters => (await service.SendAsync(
                Ec2Call.Read("DescribeSecurityGroups", "look for the provision's security group", id),
                (client, token) => client.DescribeSecurityGroupsAsync(new DescribeSecurityGroupsRequest { Filters = filters }, token), cancellationToken).ConfigureAwait(false))
                .SecurityGroups?.MinBy(g => g.GroupId, StringComparer.Ordinal),
            async () => new SecurityGroup
            {
                GroupId = (await part.MadeAsync(
                    NetworkPart.Make("CreateSecurityGroup", "make the provision's security group", id),
                    (client, token) => client.CreateSecurityGroupAsync(
                        new CreateSecurityGroupRequest { GroupName = $"edge-{id}", Description = Description, VpcId = vpc, TagSpecifications = Tags(id, wish) }, token),
                    cancellationToken).ConfigureAwait(false)).GroupId,
            },
            cancellationToken).ConfigureAwait(false)).GroupId;
        foreach (var rule in SecurityRules.Of(group, wish))
            await AuthorizeAsync(id, group, rule, cancellationToken).ConfigureAwait(false);
        return group;
    }

    /// <summary>Lets further networks log in, where the group was made for whoever runs a command; where the descriptor says who may, it stays at that.</summary>
    public async Task AdmitAsync(string id, Func<Task<IReadOnlyList<string>>> sshFrom, CancellationToken cancellationToken)
    {
        var call = Ec2Call.Read("DescribeSecurityGroups", "look who may log in to the provision's hosts", id);
        var request = new DescribeSecurityGroupsRequest { Filters = part.Filters(id, "group") };
        var answer = await service.SendAsync(call, (client, token) => client.DescribeSecurityGroupsAsync(request, token), cancellationToken).ConfigureAwait(false);
        if (answer.SecurityGroups?.MinBy(g => g.GroupId, StringComparer.Ordinal) is not { } group || Ec2Tags.Find(group.Tags, Ec2Tags.SshFrom) is null)
            return;
        var present = (group.IpPermissions ?? []).Where(SecurityRules.IsSsh).SelectMany(p => p.Ipv4Ranges ?? []).Select(r => r.CidrIp).ToHashSet(StringComparer.Ordinal);
        foreach (var network in (await sshFrom().ConfigureAwait(false)).Where(n => !present.Contains(n)))
            await AuthorizeAsync(id, group.GroupId, SecurityRules.Ssh(network), cancellationToken).ConfigureAwait(false);
    }

    private async Task AuthorizeAsync(string id, string group, IpPermission rule, CancellationToken cancellationToken)
    {
        var text = $"{group} {rule.IpProtocol} {rule.FromPort} {rule.ToPort} {rule.Ipv4Ranges?.FirstOrDefault()?.CidrIp}";
        if (sent.Contains(text))
            return;
        await part.SettleAsync(
            Ec2Call.Write("AuthorizeSecurityGroupIngress", "open the provision's security group for SSH, the overlay, and what the descriptor opens", id),
            (client, token) => client.AuthorizeSecurityGroupIngressAsync(new AuthorizeSecurityGroupIngressRequest { GroupId = group, IpPermissions = [rule] }, token),
            ["InvalidPermission.Duplicate"], cancellationToken).ConfigureAwait(false);
        sent.Add(text);
    }

    private List<TagSpecification> Tags(string id, NetworkWish wish)
    {
        var tags = part.Tags(ResourceType.SecurityGroup, id, "group");
        if (wish.IsByDefault)
            tags[0].Tags.Add(new Tag(Ec2Tags.SshFrom, "default"));
        return tags;
    }
}
