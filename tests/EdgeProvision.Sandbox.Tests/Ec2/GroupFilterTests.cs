namespace EdgeProvision.Sandbox.Tests.Ec2;

/// <summary>What security groups come to for the network that the machines are in.</summary>
public sealed class GroupFilterTests : IAsyncDisposable
{
    private const string Everything = "Out  [0.0.0.0/0]";
    private readonly Ec2Bench _bench = new();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Rules_OfAGroup_HoldWhenTheirCallIsAnswered()
    {
        var group = await GroupAsync("web");
        var id = await _bench.RunAsync($"SecurityGroupId.1={group}");
        Assert.Equal([Everything], _bench.Filter.Of(id));

        await AuthorizeAsync("Ingress", group, "tcp", "443", "443", "IpRanges.1.CidrIp=198.51.100.0/24");
        await AuthorizeAsync("Ingress", group, "udp", "5000", "5010", "IpRanges.1.CidrIp=0.0.0.0/0");
        await AuthorizeAsync("Ingress", group, "icmp", "8", "-1", "IpRanges.1.CidrIp=0.0.0.0/0");
        await AuthorizeAsync("Ingress", group, "icmp", "-1", "-1", "IpRanges.1.CidrIp=10.0.0.0/8");
        await AuthorizeAsync("Ingress", group, "47", null, null, "IpRanges.1.CidrIp=192.0.2.1/32");
        Assert.Equal(
            ["In 1 [10.0.0.0/8]", "In 1/8. [0.0.0.0/0]", "In 17/5000-5010 [0.0.0.0/0]", "In 47 [192.0.2.1/32]", "In 6/443-443 [198.51.100.0/24]", Everything],
            _bench.Filter.Of(id));

        await _bench.CallAsync("RevokeSecurityGroupIngress", $"GroupId={group}", "IpProtocol=tcp", "FromPort=443", "ToPort=443", "CidrIp=198.51.100.0/24");
        Assert.DoesNotContain("In 6/443-443 [198.51.100.0/24]", _bench.Filter.Of(id)!);
        await _bench.CallAsync("RevokeSecurityGroupEgress", $"GroupId={group}", "IpPermissions.1.IpProtocol=-1", "IpPermissions.1.IpRanges.1.CidrIp=0.0.0.0/0");
        Assert.DoesNotContain(Everything, _bench.Filter.Of(id)!);
    }

    [Fact]
    public async Task Rules_OfSeveralGroups_AddUpAndGoWithTheGroup()
    {
        var (web, ssh) = (await GroupAsync("web"), await GroupAsync("ssh"));
        await AuthorizeAsync("Ingress", web, "tcp", "443", "443", "IpRanges.1.CidrIp=0.0.0.0/0");
        await AuthorizeAsync("Ingress", ssh, "tcp", "22", "22", "IpRanges.1.CidrIp=127.0.0.1/32");
        var id = await _bench.RunAsync($"SecurityGroupId.1={web}", $"SecurityGroupId.2={ssh}");
        Assert.Equal(["In 6/22-22 [127.0.0.1/32]", "In 6/443-443 [0.0.0.0/0]", Everything, Everything], _bench.Filter.Of(id));

        await _bench.CallAsync("ModifyInstanceAttribute", $"InstanceId={id}", $"GroupId.1={ssh}");
        Assert.Equal(["In 6/22-22 [127.0.0.1/32]", Everything], _bench.Filter.Of(id));
    }

    [Fact]
    public async Task Peer_ThatIsAGroup_IsItsMembersPrivateAddresses()
    {
        var (front, back) = (await GroupAsync("front"), await GroupAsync("back"));
        await AuthorizeAsync("Ingress", back, "tcp", "3306", "3306", $"Groups.1.GroupId={front}");
        var server = await _bench.RunAsync($"SecurityGroupId.1={back}");
        Assert.Equal(["In 6/3306-3306 []", Everything], _bench.Filter.Of(server));

        var first = await _bench.RunUpAsync($"SecurityGroupId.1={front}");
        var address = await PrimaryAsync(first);
        Assert.Equal([$"In 6/3306-3306 [{address}/32]", Everything], _bench.Filter.Of(server));

        var further = await _bench.ValueAsync(
            "AssignPrivateIpAddresses", "assignedPrivateIpAddressesSet/item/privateIpAddress",
            $"NetworkInterfaceId={Ec2Bench.Value(await _bench.InstanceAsync(first), "networkInterfaceSet/item/networkInterfaceId")}", "SecondaryPrivateIpAddressCount=1");
        Assert.Equal([$"In 6/3306-3306 [{address}/32 {further}/32]", Everything], _bench.Filter.Of(server));

        await _bench.CallAsync("TerminateInstances", $"InstanceId.1={first}");
        await _bench.UntilAsync(async () =>
        {
            await _bench.StateAsync(server);
            return _bench.Filter.Of(server)!.Contains("In 6/3306-3306 []");
        });
        Assert.Null(_bench.Filter.Of(first));
    }

    [Fact]
    public async Task Rules_ForIPv6_LetNothingThrough()
    {
        var group = await GroupAsync("six");
        await AuthorizeAsync("Ingress", group, "tcp", "22", "22", "Ipv6Ranges.1.CidrIpv6=::/0");
        await AuthorizeAsync("Ingress", group, "icmpv6", "-1", "-1", "IpRanges.1.CidrIp=0.0.0.0/0");
        var id = await _bench.RunAsync($"SecurityGroupId.1={group}");
        Assert.All(_bench.Filter.Of(id)!.Where(rule => rule != Everything), rule => Assert.EndsWith("[]", rule));
    }

    [Fact]
    public async Task Machine_OfAnInstance_IsFilteredBeforeItIsThere()
    {
        IReadOnlyList<string>? then = null;
        _bench.Room.Installing = _ =>
        {
            then = _bench.Filter.Of(_bench.Room.Orders.Single().Id);
            return Task.CompletedTask;
        };
        var id = await _bench.RunAsync();
        await _bench.UntilStateAsync(id, "running");
        Assert.NotNull(then);
    }

    private async Task<string> GroupAsync(string name) => await _bench.ValueAsync("CreateSecurityGroup", "groupId", $"GroupName={name}", $"GroupDescription={name}");

    private Task AuthorizeAsync(string way, string group, string protocol, string? from, string? to, string peer)
    {
        string?[] parameters =
        [
            $"GroupId={group}", $"IpPermissions.1.IpProtocol={protocol}", from is null ? null : $"IpPermissions.1.FromPort={from}", to is null ? null : $"IpPermissions.1.ToPort={to}",
            $"IpPermissions.1.{peer}",
        ];
        return _bench.CallAsync($"AuthorizeSecurityGroup{way}", [.. parameters.OfType<string>()]);
    }

    private async Task<string> PrimaryAsync(string id) => Ec2Bench.Value(await _bench.InstanceAsync(id), "privateIpAddress");
}
