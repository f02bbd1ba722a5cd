using Amazon.EC2;
using Amazon.EC2.Model;
using EdgeProvision.Engine.Admission;
using EdgeProvision.Engine.Providers.Ec2.Wire;

namespace EdgeProvision.Engine.Providers.Ec2.Network;

/// <summary>
/// The security group of a provision's own network. Orders and callers only add rules: another run, from another address, may be at work by the ones that stand. What is taken away is
/// what a descriptor has named and names no more, and nothing else.
/// </summary>
internal sealed class NetworkGroup(NetworkPart part)
{
    private const string Kind = "group";
    private const string Description = "Hosts of an edge cloud: SSH, the overlay between them, and what the descriptor opens";

    private readonly HashSet<string> sent = new(StringComparer.Ordinal);

    /// <summary>The group's id, with all rules in it that are wished for.</summary>
    public async Task<string> EnsureAsync(string id, string vpc, NetworkWish wish, CancellationToken cancellationToken)
    {
        var group = await part.EnsureAsync(
            id, Kind,
            filters => FirstAsync(id, "look for the provision's security group", filters, cancellationToken),
            () => MakeAsync(id, vpc, wish.Admission.AdmitsCallers, cancellationToken),
            cancellationToken).ConfigureAwait(false);
        foreach (var rule in SecurityRules.Of(group.GroupId, wish))
            await AuthorizeAsync(id, group.GroupId, rule, cancellationToken).ConfigureAwait(false);
        if (wish.Admission.AdmitsCallers && !AdmitsCallers(group))
            await MarkAsync(id, group, cancellationToken).ConfigureAwait(false);
        return group.GroupId;
    }

    /// <summary>What the group lets in; null when there is none.</summary>
    public async Task<StandingAdmission?> ReadAsync(string id, CancellationToken cancellationToken) =>
        await FindAsync(id, "look what the provision's hosts can be reached by", cancellationToken).ConfigureAwait(false) is { } group ? Standing(group) : null;

    /// <summary>Lets further networks log in, where the group is for whoever runs a command; where the descriptor says who may, it stays at that.</summary>
    public async Task AdmitAsync(string id, Func<Task<IReadOnlyList<string>>> callers, CancellationToken cancellationToken)
    {
        if (await FindAsync(id, "look who may log in to the provision's hosts", cancellationToken).ConfigureAwait(false) is { } group && AdmitsCallers(group))
            await AdmitAsync(id, group, await callers().ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Brings the rules to what is wished for: first what comes, then what goes, and whom the group is for at the very end. Killed on the way, it still differs, and is gone on with.
    /// </summary>
    /// <returns>True when something had to be changed.</returns>
    public async Task<bool> SetAsync(string id, AdmissionWish wish, Func<Task<IReadOnlyList<string>>> callers, CancellationToken cancellationToken)
    {
        if (await FindAsync(id, "look what the provision's hosts can be reached by", cancellationToken).ConfigureAwait(false) is not { } group
            || AdmissionDifference.Between(wish, Standing(group)) is not { } difference)
            return false;
        var admitted = difference.AdmitsCallers == true ? await callers().ConfigureAwait(false) : [];
        foreach (var open in difference.Missing)
            await AuthorizeAsync(id, group.GroupId, SecurityRules.Wished(open, wish), cancellationToken).ConfigureAwait(false);
        await AdmitAsync(id, group, admitted, cancellationToken).ConfigureAwait(false);
        foreach (var (what, reason) in difference.Surplus)
        {
            await RevokeAsync(id, group.GroupId, SecurityRules.Rule(what, reason), cancellationToken).ConfigureAwait(false);

            // The service keeps one rule for a network and a port: the one that goes as the descriptor's comes back as the caller's.
            if (what is { IsLogin: true, From: { } network } && admitted.Contains(network))
                await AuthorizeAsync(id, group.GroupId, SecurityRules.Caller(network), cancellationToken).ConfigureAwait(false);
        }

        if (difference.AdmitsCallers == true)
            await MarkAsync(id, group, cancellationToken).ConfigureAwait(false);
        else if (difference.AdmitsCallers == false)
            await UnmarkAsync(id, group.GroupId, cancellationToken).ConfigureAwait(false);
        return true;
    }

    private async Task AdmitAsync(string id, SecurityGroup group, IReadOnlyList<string> callers, CancellationToken cancellationToken)
    {
        var present = SecurityRules.Read(group).Where(r => r.What.IsLogin).Select(r => r.What.From).ToHashSet(StringComparer.Ordinal);
        foreach (var network in callers.Where(n => !present.Contains(n)))
            await AuthorizeAsync(id, group.GroupId, SecurityRules.Caller(network), cancellationToken).ConfigureAwait(false);
    }

    private async Task AuthorizeAsync(string id, string group, IpPermission rule, CancellationToken cancellationToken)
    {
        if (sent.Contains(Text(group, rule)))
            return;
        await part.SettleAsync(
            Ec2Call.Write("AuthorizeSecurityGroupIngress", "open the provision's security group for SSH, the overlay, and what the descriptor opens", id),
            (client, token) => client.AuthorizeSecurityGroupIngressAsync(new AuthorizeSecurityGroupIngressRequest { GroupId = group, IpPermissions = [rule] }, token),
            ["InvalidPermission.Duplicate"], cancellationToken).ConfigureAwait(false);
        sent.Add(Text(group, rule));
    }

    private async Task RevokeAsync(string id, string group, IpPermission rule, CancellationToken cancellationToken)
    {
        sent.Remove(Text(group, rule));
        await part.SettleAsync(
            Ec2Call.Write("RevokeSecurityGroupIngress", "close the provision's security group for what the descriptor does not open any more", id),
            (client, token) => client.RevokeSecurityGroupIngressAsync(new RevokeSecurityGroupIngressRequest { GroupId = group, IpPermissions = [rule] }, token),
            ["InvalidPermission.NotFound"], cancellationToken).ConfigureAwait(false);
    }

    private async Task MarkAsync(string id, SecurityGroup group, CancellationToken cancellationToken)
    {
        await part.SettleAsync(
            Ec2Call.Write("CreateTags", "note at the provision's security group that whoever runs a command may log in", id),
            (client, token) => client.CreateTagsAsync(new CreateTagsRequest { Resources = [group.GroupId], Tags = [ForCallers()] }, token), [], cancellationToken).ConfigureAwait(false);
        group.Tags = [.. group.Tags ?? [], ForCallers()];
    }

    private Task UnmarkAsync(string id, string group, CancellationToken cancellationToken) => part.SettleAsync(
        Ec2Call.Write("DeleteTags", "note at the provision's security group that the descriptor says who may log in", id),
        (client, token) => client.DeleteTagsAsync(new DeleteTagsRequest { Resources = [group], Tags = [ForCallers()] }, token), [], cancellationToken);

    private async Task<SecurityGroup> MakeAsync(string id, string vpc, bool admitsCallers, CancellationToken cancellationToken)
    {
        var tags = part.Tags(ResourceType.SecurityGroup, id, Kind);
        if (admitsCallers)
            tags[0].Tags.Add(ForCallers());
        var made = await part.MadeAsync(
            NetworkPart.Make("CreateSecurityGroup", "make the provision's security group", id),
            (client, token) => client.CreateSecurityGroupAsync(new CreateSecurityGroupRequest { GroupName = $"edge-{id}", Description = Description, VpcId = vpc, TagSpecifications = tags }, token),
            cancellationToken).ConfigureAwait(false);
        return new SecurityGroup { GroupId = made.GroupId, Tags = tags[0].Tags };
    }

    private Task<SecurityGroup?> FindAsync(string id, string attempted, CancellationToken cancellationToken) => FirstAsync(id, attempted, part.Filters(id, Kind), cancellationToken);

    private Task<SecurityGroup?> FirstAsync(string id, string attempted, List<Filter> filters, CancellationToken cancellationToken) => part.FirstAsync(
        Ec2Call.Read("DescribeSecurityGroups", attempted, id),
        (client, token) => client.DescribeSecurityGroupsAsync(new DescribeSecurityGroupsRequest { Filters = filters }, token), answer => answer.SecurityGroups, g => g.GroupId, cancellationToken);

    private static StandingAdmission Standing(SecurityGroup group) => new([.. SecurityRules.Read(group)], AdmitsCallers(group));

    private static bool AdmitsCallers(SecurityGroup group) => Ec2Tags.Find(group.Tags, Ec2Tags.SshFrom) is not null;

    private static Tag ForCallers() => new(Ec2Tags.SshFrom, "default");

    private static string Text(string group, IpPermission rule) => $"{group} {rule.IpProtocol} {rule.FromPort} {rule.ToPort} {rule.Ipv4Ranges?.FirstOrDefault()?.CidrIp}";
}
