using Amazon.EC2;
using Amazon.EC2.Model;
using EdgeProvision.Engine.Admission;
using EdgeProvision.Engine.Providers.Ec2.Wire;
using EdgeProvision.Engine.Providers.Http;
using EdgeProvision.Engine.Providers.Origins;

namespace EdgeProvision.Engine.Providers.Ec2.Network;

/// <summary>
/// The security group of a provision's own network. Orders and callers only add rules: commands outside operations, from another address, may be at work by the ones that stand. What is
/// taken away is what a descriptor has named and names no more, and, by whoever holds the provision's lock, callers of an earlier day.
/// </summary>
internal sealed class NetworkGroup(NetworkPart part, string? work)
{
    private const string Kind = "group";
    private const string Description = "Hosts of an edge cloud: SSH, the overlay between them, and what the descriptor opens";

    // Long enough for a command that opens one connection after the other without a lock; connections that stand are not cut.
    private static readonly TimeSpan CallersStayFor = TimeSpan.FromHours(1);

    private readonly HashSet<string> sent = new(StringComparer.Ordinal);

    /// <summary>The group's id, with all rules in it that are wished for.</summary>
    public async Task<string> EnsureAsync(string id, string vpc, NetworkWish wish, CancellationToken cancellationToken)
    {
        var look = Look("look for the provision's security group") with { Fits = g => g.VpcId == vpc, Taken = ["InvalidGroup.Duplicate"] };
        var group = await part.EnsureAsync(id, look, () => MakeAsync(id, vpc, wish.Admission.AdmitsCallers, cancellationToken), cancellationToken).ConfigureAwait(false);

        // Callers last: a rule for the same network is the descriptor's then, and goes with its name.
        foreach (var rule in SecurityRules.Of(group.GroupId, wish).Concat(wish.Callers.Select(Called)))
            await AuthorizeAsync(id, group.GroupId, rule, cancellationToken).ConfigureAwait(false);
        if (wish.Admission.AdmitsCallers && !AdmitsCallers(group))
            await MarkAsync(id, group, cancellationToken).ConfigureAwait(false);
        return group.GroupId;
    }

    /// <summary>What the group lets in; null when there is none that may be looked at.</summary>
    public async Task<StandingAdmission?> ReadAsync(string id, CancellationToken cancellationToken) =>
        await VisibleAsync(id, "look what the provision's hosts can be reached by", cancellationToken).ConfigureAwait(false) is { } group ? Standing(group) : null;

    /// <summary>Lets further networks log in, where the group is for whoever runs a command; where the descriptor says who may, it stays at that.</summary>
    public async Task AdmitAsync(string id, Func<Task<SeenOrigins>> origins, CancellationToken cancellationToken)
    {
        if (await VisibleAsync(id, "look who may log in to the provision's hosts", cancellationToken).ConfigureAwait(false) is { } group && AdmitsCallers(group))
            await AdmitAsync(id, group, LoginNetworks.Callers(await origins().ConfigureAwait(false)), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Lets in no more those callers of an earlier operation that are known to be none any more: else each address that a command was ever run from stays.</summary>
    /// <returns>What was taken away, each with what its rule said.</returns>
    public async Task<IReadOnlyList<string>> RetireAsync(string id, Func<Task<SeenOrigins>> origins, CancellationToken cancellationToken)
    {
        if (await VisibleAsync(id, "look who may log in to the provision's hosts", cancellationToken).ConfigureAwait(false) is not { } group || !AdmitsCallers(group))
            return [];
        var old = SecurityRules.Callers(group).Where(c => part.Now - c.Mark.Since >= CallersStayFor).ToList();
        if (old.Count == 0)
            return [];
        var seen = await origins().ConfigureAwait(false);
        List<string> retired = [];
        foreach (var (network, mark) in old.Where(c => c.Mark.IsOver(c.Network, seen)))
        {
            await RevokeAsync(id, group.GroupId, OpenPorts.Login(network), "close the provision's security group for who runs no command from there any more", cancellationToken).ConfigureAwait(false);
            retired.Add($"{network} ({mark})");
        }

        return retired;
    }

    /// <summary>
    /// Brings the rules to what is wished for: first what comes, then what goes, and whom the group is for at the very end. Killed on the way, it still differs, and is gone on with.
    /// </summary>
    /// <returns>True when something had to be changed.</returns>
    public async Task<bool> SetAsync(string id, AdmissionWish wish, Func<Task<SeenOrigins>> origins, CancellationToken cancellationToken)
    {
        if (await FindAsync(id, "look what the provision's hosts can be reached by", cancellationToken).ConfigureAwait(false) is not { } group)
            return false;
        var standing = Standing(group);
        if (AdmissionDifference.Between(wish, standing) is not { } difference)
            return false;
        IReadOnlyList<Caller> admitted = difference.AdmitsCallers == true ? LoginNetworks.Callers(await origins().ConfigureAwait(false)) : [];
        foreach (var open in difference.Missing)
        {
            // The service keeps one rule for a network and a port: a caller's becomes the descriptor's, or it would stay when the descriptor names it no more.
            if (standing.Rules.Any(r => r.What == open))
                await NoteAsync(id, group.GroupId, SecurityRules.Wished(open, wish), cancellationToken).ConfigureAwait(false);
            else
                await AuthorizeAsync(id, group.GroupId, SecurityRules.Wished(open, wish), cancellationToken).ConfigureAwait(false);
        }

        await AdmitAsync(id, group, [.. admitted.Where(c => !wish.SshFrom.Contains(c.Network, StringComparer.Ordinal))], cancellationToken).ConfigureAwait(false);
        foreach (var (what, _) in difference.Surplus)
        {
            // What goes as the descriptor's may stay as a caller's.
            if (what is { IsLogin: true, From: { } network } && admitted.FirstOrDefault(c => c.Network == network) is { } caller)
                await NoteAsync(id, group.GroupId, Called(caller), cancellationToken).ConfigureAwait(false);
            else
                await RevokeAsync(id, group.GroupId, what, "close the provision's security group for what the descriptor does not open any more", cancellationToken).ConfigureAwait(false);
        }

        if (difference.AdmitsCallers == true)
            await MarkAsync(id, group, cancellationToken).ConfigureAwait(false);
        else if (difference.AdmitsCallers == false)
            await UnmarkAsync(id, group.GroupId, cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <summary>Lets in the overlay of members that are outside of the network, first what comes, then what goes; and of its own members, whom they would not be told apart from without it.</summary>
    /// <returns>True when something had to be changed.</returns>
    public async Task<bool> SetMembersAsync(string id, IReadOnlyCollection<string> addresses, MemberChange change, CancellationToken cancellationToken)
    {
        if (await VisibleAsync(id, "look which members of the overlay are let in", cancellationToken).ConfigureAwait(false) is not { } group)
            return false;
        var standing = Standing(group);
        var wish = new AdmissionWish([], []) { Members = [.. addresses], AdmitsCallers = standing.AdmitsCallers };
        if (AdmissionDifference.Between(wish, standing with { Rules = [.. standing.Rules.Where(r => r.What.IsOverlay)] }) is not { } difference)
            return false;
        if (difference.LacksMembers)
            await AuthorizeAsync(id, group.GroupId, SecurityRules.Members(group.GroupId), cancellationToken).ConfigureAwait(false);
        foreach (var open in difference.Missing)
            await AuthorizeAsync(id, group.GroupId, SecurityRules.Wished(open, wish), cancellationToken).ConfigureAwait(false);
        if (change == MemberChange.Add)
            return difference.LacksMembers || difference.Missing.Count > 0;
        foreach (var (what, _) in difference.Surplus)
            await RevokeAsync(id, group.GroupId, what, "close the provision's security group for a member of the overlay that has left", cancellationToken).ConfigureAwait(false);
        return true;
    }

    private async Task AdmitAsync(string id, SecurityGroup group, IReadOnlyList<Caller> callers, CancellationToken cancellationToken)
    {
        var present = SecurityRules.Read(group).Where(r => r.What.IsLogin).Select(r => r.What.From).ToHashSet(StringComparer.Ordinal);
        var known = SecurityRules.Callers(group).ToLookup(c => c.Network, c => c.Mark, StringComparer.Ordinal);
        foreach (var caller in callers)
        {
            if (!present.Contains(caller.Network))
                await AuthorizeAsync(id, group.GroupId, Called(caller), cancellationToken).ConfigureAwait(false);
            else if (known[caller.Network].Any(mark => IsOutdated(mark, caller)))
                await NoteAsync(id, group.GroupId, Called(caller), cancellationToken).ConfigureAwait(false);
        }
    }

    // Where the front-end is, somebody has run a command: that must not end with the one who did. And whoever still comes is none of an earlier day.
    private bool IsOutdated(CallerMark mark, Caller caller) => mark.FrontEnd is null && (caller.FrontEnd is not null || part.Now - mark.Since >= CallersStayFor / 2);

    private IpPermission Called(Caller caller) => SecurityRules.Called(caller.Network, CallerMark.Of(caller, work, part.Now));

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

    /// <summary>Changes what a rule says of itself, and nothing else: taken away and made anew, it would be missing in between.</summary>
    private Task NoteAsync(string id, string group, IpPermission rule, CancellationToken cancellationToken) => part.SettleAsync(
        Ec2Call.Write("UpdateSecurityGroupRuleDescriptionsIngress", "note at the provision's security group whom a rule is for", id),
        (client, token) => client.UpdateSecurityGroupRuleDescriptionsIngressAsync(new UpdateSecurityGroupRuleDescriptionsIngressRequest { GroupId = group, IpPermissions = [rule] }, token),
        ["InvalidPermission.NotFound"], cancellationToken);

    private async Task RevokeAsync(string id, string group, OpenPorts what, string attempted, CancellationToken cancellationToken)
    {
        var rule = SecurityRules.Bare(what);
        sent.Remove(Text(group, rule));
        await part.SettleAsync(
            Ec2Call.Write("RevokeSecurityGroupIngress", attempted, id),
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

    private async Task<SecurityGroup?> VisibleAsync(string id, string attempted, CancellationToken cancellationToken)
    {
        try
        {
            return await FindAsync(id, attempted, cancellationToken).ConfigureAwait(false);
        }
        catch (ProviderException failure) when (Ec2Failure.IsOutOfReach(failure))
        {
            // Who may not look at groups has not made one.
            return null;
        }
    }

    private Task<SecurityGroup?> FindAsync(string id, string attempted, CancellationToken cancellationToken) => part.FindAsync(id, Look(attempted), cancellationToken);

    private static PartLook<SecurityGroup> Look(string attempted) => new(PartKinds.Groups, Kind, attempted);

    private static StandingAdmission Standing(SecurityGroup group) => new([.. SecurityRules.Read(group)], AdmitsCallers(group))
    {
        AdmitsMembers = SecurityRules.AdmitsMembers(group),
        MayLetInOthers = SecurityRules.MayLetInOthers(group),
    };

    private static bool AdmitsCallers(SecurityGroup group) => Ec2Tags.Find(group.Tags, Ec2Tags.SshFrom) is not null;

    private static Tag ForCallers() => new(Ec2Tags.SshFrom, "default");

    private static string Text(string group, IpPermission rule) => $"{group} {rule.IpProtocol} {rule.FromPort} {rule.ToPort} {rule.Ipv4Ranges?.FirstOrDefault()?.CidrIp}";
}
