using Amazon.EC2.Model;
using EdgeProvision.Engine.Admission;
using EdgeProvision.Engine.Providers;
using EdgeProvision.Model;
using EdgeProvision.Sandbox.Control;

namespace EdgeProvision.Sandbox.Tests.Ec2;

/// <summary>What a provision's own network lets in, changed while its machines stand: what a descriptor has named, and nobody else's rules.</summary>
public sealed class AdmissionTests : IAsyncDisposable
{
    private static readonly (string, string) s_from = ("ssh_from", "198.51.100.7");
    private const string Caller = "EdgeProvision: caller (create 12345678, TIME)";
    private const string FrontEnd = $"EdgeProvision: front-end {PaperOrigins.FrontEndName} (create 12345678, TIME)";
    private readonly DriverBench _bench = new();

    private IProviderDriver Driver => _bench.Driver;

    private static CancellationToken Token => DriverBench.Token;

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Set_OfAnotherWish_ChangesItsOwnRulesAndNoOthers()
    {
        await _bench.RunAsync(DriverBench.Own("node1", 1, s_from, ("open", "tcp/443,udp/5000-5010 from 203.0.113.0/24")));
        await _bench.AllowAsync(8080, "192.0.2.0/24", "mine");
        await _bench.AllowAsync(9090, "0.0.0.0/0", null);
        await _bench.AllowAsync(22, "192.0.2.9/32", "SSH");

        Assert.True(await SetAsync("203.0.113.4", "tcp/443,icmp,tcp/9090"));

        Assert.Equal(
            [
                "icmp -1--1 0.0.0.0/0 (EdgeProvision: open)", "tcp 22-22 192.0.2.9/32 (SSH)", "tcp 22-22 203.0.113.4/32 (EdgeProvision: ssh_from)", "tcp 443-443 0.0.0.0/0 (EdgeProvision: open)",
                "tcp 8080-8080 192.0.2.0/24 (mine)", "tcp 9090-9090 0.0.0.0/0 ()",
            ],
            await _bench.RulesAsync());

        // What somebody has let in by hand is not ours to close, though it was wished for meanwhile.
        Assert.True(await SetAsync("203.0.113.4", "tcp/443"));
        Assert.Contains("tcp 9090-9090 0.0.0.0/0 ()", await _bench.RulesAsync());
        var writes = _bench.Writes;
        Assert.False(await SetAsync("203.0.113.4", "tcp/443"));
        Assert.Equal(writes, _bench.Writes);
    }

    [Fact]
    public async Task Set_AddsBeforeItTakesAway()
    {
        await _bench.RunAsync(DriverBench.Own("node1", 1, s_from, ("open", "tcp/443")));
        _bench.Fail("RevokeSecurityGroupIngress", FaultKind.Status, 400, "InvalidParameterValue");

        await Assert.ThrowsAnyAsync<EdgeException>(() => SetAsync("203.0.113.4", "tcp/80"));

        Assert.Equal(
            ["tcp 22-22 198.51.100.7/32 (EdgeProvision: ssh_from)", "tcp 22-22 203.0.113.4/32 (EdgeProvision: ssh_from)", "tcp 443-443 0.0.0.0/0 (EdgeProvision: open)", "tcp 80-80 0.0.0.0/0 (EdgeProvision: open)"],
            await _bench.RulesAsync());
        Assert.True(await SetAsync("203.0.113.4", "tcp/80"));
        Assert.Equal(2, (await _bench.RulesAsync()).Count);
    }

    [Theory]
    [InlineData("AuthorizeSecurityGroupIngress", FaultKind.LostAnswer)]
    [InlineData("RevokeSecurityGroupIngress", FaultKind.LostAnswer)]
    [InlineData("CreateTags", FaultKind.LostAnswer)]
    [InlineData("DescribeSecurityGroups", FaultKind.Drop)]
    public async Task Set_AnswerLost_IsDoneAllTheSame(string action, FaultKind kind)
    {
        await _bench.RunAsync(DriverBench.Own("node1", 1, s_from, ("open", "tcp/443")));
        _bench.Fail(action, kind);

        Assert.True(await SetAsync(null, "tcp/80"));

        Assert.Equal([$"tcp 22-22 127.0.0.1/32 ({Caller})", "tcp 80-80 0.0.0.0/0 (EdgeProvision: open)"], await _bench.RulesAsync());
        Assert.False(await SetAsync(null, "tcp/80"));
    }

    [Fact]
    public async Task Set_WhoMayLogIn_LetsNobodyElseInFromThenOnAndShutsNoCallerOut()
    {
        await _bench.RunAsync(DriverBench.Own());
        _bench.Logins.Own = "203.0.113.4/32";
        await Driver.AdmitCallerAsync("p-1", Token);

        Assert.True(await SetAsync("198.51.100.7"));

        Assert.Equal(
            [$"tcp 22-22 127.0.0.1/32 ({Caller})", "tcp 22-22 198.51.100.7/32 (EdgeProvision: ssh_from)", $"tcp 22-22 203.0.113.4/32 ({Caller})"], await _bench.RulesAsync());
        Assert.False((await Driver.ReadAdmissionAsync("p-1", Token))!.AdmitsCallers);
        _bench.Logins.Own = "192.0.2.1/32";
        await _bench.Open(_bench.Settings).AdmitCallerAsync("p-1", Token);
        Assert.Equal(3, (await _bench.RulesAsync()).Count);
        Assert.False(await SetAsync("198.51.100.7"));
    }

    [Fact]
    public async Task Set_NobodySaysAnyMoreWhoMayLogIn_IsForCallersAndClosesWhatWasSaid()
    {
        await _bench.RunAsync(DriverBench.Own("node1", 1, ("ssh_from", "198.51.100.7,127.0.0.1,192.0.2.1")));
        (_bench.Logins.FrontEnd, _bench.Logins.Own) = (["127.0.0.1/32"], "203.0.113.4/32");

        Assert.True(await SetAsync(null));

        Assert.Equal([$"tcp 22-22 127.0.0.1/32 ({FrontEnd})", $"tcp 22-22 203.0.113.4/32 ({Caller})"], await _bench.RulesAsync());
        Assert.False(await SetAsync(null));

        // Who comes later is let in.
        _bench.Logins.Own = "192.0.2.77/32";
        await _bench.Open(_bench.Settings).AdmitCallerAsync("p-1", Token);
        Assert.Equal(3, (await _bench.RulesAsync()).Count);
    }

    [Fact]
    public async Task Set_WhereCallersAreNotKnown_ChangesNothing()
    {
        await _bench.RunAsync(DriverBench.Own("node1", 1, s_from, ("open", "tcp/443")));
        _bench.Logins.Error = new EdgeException("LoginOriginUnknown", ErrorKind.InvalidInput, "Nobody knows.");
        var writes = _bench.Writes;

        Assert.Equal("LoginOriginUnknown", (await Assert.ThrowsAsync<EdgeException>(() => SetAsync(null))).Code);

        Assert.Equal(writes, _bench.Writes);
    }

    [Fact]
    public async Task Set_WhenTheLockIsLost_ChangesNothing()
    {
        await _bench.RunAsync(DriverBench.Own("node1", 1, s_from, ("open", "tcp/443")));
        var before = await _bench.RulesAsync();
        _bench.IsGateClosed = true;

        Assert.Equal("LockLost", (await Assert.ThrowsAsync<EdgeException>(() => SetAsync("203.0.113.4", "icmp"))).Code);

        Assert.Equal(before, await _bench.RulesAsync());
    }

    [Fact]
    public async Task Members_OfTheOverlayOutside_ComeAndGoAndNothingElseDoes()
    {
        await _bench.RunAsync(DriverBench.Own("node1", 1, s_from, ("open", "tcp/443")));
        await _bench.AllowAsync(8080, "192.0.2.0/24", "mine");
        var before = await _bench.RulesAsync();

        await Driver.AdmitMembersAsync("p-1", ["192.0.2.1", "192.0.2.2"], Token);
        await Driver.AdmitMembersAsync("p-1", ["192.0.2.3"], Token);
        Assert.Equal(
            ["udp 4789-4789 192.0.2.1/32 (EdgeProvision: overlay)", "udp 4789-4789 192.0.2.2/32 (EdgeProvision: overlay)", "udp 4789-4789 192.0.2.3/32 (EdgeProvision: overlay)"],
            (await _bench.RulesAsync()).Except(before));

        // What the descriptor says is another matter, and leaves them.
        Assert.False(await SetAsync("198.51.100.7", "tcp/443"));
        var writes = _bench.Writes;
        await _bench.Open(_bench.Settings).AdmitMembersAsync("p-1", ["192.0.2.1"], Token);
        Assert.False(await Driver.SetMembersAsync("p-1", ["192.0.2.3", "192.0.2.2", "192.0.2.1"], Token));
        Assert.Equal(writes, _bench.Writes);

        Assert.True(await Driver.SetMembersAsync("p-1", ["192.0.2.2", "192.0.2.4"], Token));
        Assert.Equal(["udp 4789-4789 192.0.2.2/32 (EdgeProvision: overlay)", "udp 4789-4789 192.0.2.4/32 (EdgeProvision: overlay)"], (await _bench.RulesAsync()).Except(before));
        Assert.True(await Driver.SetMembersAsync("p-1", [], Token));
        Assert.Equal(before, await _bench.RulesAsync());
    }

    [Fact]
    public async Task Members_WithoutTheRightToLetThemIn_IsSaid()
    {
        await _bench.RunAsync(DriverBench.Own("node1", 1, s_from));
        _bench.Fail("AuthorizeSecurityGroupIngress", FaultKind.Status, 403, "UnauthorizedOperation", times: 0);

        Assert.Equal("ProviderNotAuthorized", (await Assert.ThrowsAnyAsync<EdgeException>(() => Driver.AdmitMembersAsync("p-1", ["192.0.2.1"], Token))).Code);
    }

    [Fact]
    public async Task Members_WhoseOwnRuleWasTaken_AreLetInAgain()
    {
        await _bench.RunAsync(DriverBench.Own("node1", 1, s_from));
        Assert.True((await Driver.ReadAdmissionAsync("p-1", Token))!.AdmitsMembers);
        using (var client = _bench.Another())
        {
            var group = (string)_bench.Emulator.Describe()["groups"]![0]!["id"]!;
            await client.RevokeSecurityGroupIngressAsync(
                new RevokeSecurityGroupIngressRequest { GroupId = group, IpPermissions = [new IpPermission { IpProtocol = "udp", FromPort = 4789, ToPort = 4789, UserIdGroupPairs = [new UserIdGroupPair { GroupId = group }] }] }, Token);
        }

        var later = _bench.Open(_bench.Settings);
        Assert.False((await later.ReadAdmissionAsync("p-1", Token))!.AdmitsMembers);
        Assert.True(await later.SetMembersAsync("p-1", [], Token));
        Assert.True((await later.ReadAdmissionAsync("p-1", Token))!.AdmitsMembers);
    }

    [Fact]
    public async Task Order_AfterWhatItNeedsWasTakenAway_LetsItInAgain()
    {
        await _bench.RunAsync(DriverBench.Own("node1", 1, s_from, ("open", "tcp/443")));
        await SetAsync("198.51.100.7");

        await _bench.Open(_bench.Settings).CreateDeviceAsync(DriverBench.Own("node2", 1, s_from, ("open", "tcp/443")), Token);
        Assert.Contains("tcp 443-443 0.0.0.0/0 (EdgeProvision: open)", await _bench.RulesAsync());
    }

    [Fact]
    public async Task Order_OfAHostThatLeavesOpenWhoMayLogIn_MakesAGroupThatDidNotOneForCallers()
    {
        await _bench.RunAsync(DriverBench.Own("node1", 1, s_from));
        Assert.False((await Driver.ReadAdmissionAsync("p-1", Token))!.AdmitsCallers);

        await _bench.RunAsync(DriverBench.Own("node2"));

        Assert.True((await Driver.ReadAdmissionAsync("p-1", Token))!.AdmitsCallers);
    }

    [Fact]
    public async Task Read_ShowsEachRuleWithItsReasonAndIsNothingWithoutTheRight()
    {
        await _bench.RunAsync(DriverBench.Own("node1", 1, ("open", "tcp/443,udp/5000-5010 from 203.0.113.0/24,icmp")));
        await _bench.AllowAsync(8080, "192.0.2.0/24", "mine");

        var read = (await Driver.ReadAdmissionAsync("p-1", Token))!;

        Assert.True(read.AdmitsCallers);
        Assert.Equal(
            ["Caller tcp/22 from 127.0.0.1/32", "Foreign tcp/8080 from 192.0.2.0/24", "Open icmp", "Open tcp/443", "Open udp/5000-5010 from 203.0.113.0/24"],
            read.Rules.Select(r => $"{r.Reason} {r.What}").Order(StringComparer.Ordinal));
        Assert.Null(await Driver.ReadAdmissionAsync("p-2", Token));
        _bench.Fail("DescribeSecurityGroups", FaultKind.Status, 403, "UnauthorizedOperation", times: 0);
        Assert.Null(await Driver.ReadAdmissionAsync("p-1", Token));
    }

    [Fact]
    public async Task Read_ARuleForEverythingThatThereIs_MayLetInOthers()
    {
        await _bench.RunAsync(DriverBench.Own("node1", 1, s_from));
        Assert.False((await Driver.ReadAdmissionAsync("p-1", Token))!.MayLetInOthers);
        using (var client = _bench.Another())
        {
            await client.AuthorizeSecurityGroupIngressAsync(
                new AuthorizeSecurityGroupIngressRequest
                {
                    GroupId = (string)_bench.Emulator.Describe()["groups"]![0]!["id"]!, IpPermissions = [new IpPermission { IpProtocol = "-1", Ipv4Ranges = [new IpRange { CidrIp = "203.0.113.9/32" }] }],
                },
                Token);
        }

        Assert.True((await _bench.Open(_bench.Settings).ReadAdmissionAsync("p-1", Token))!.MayLetInOthers);
    }

    [Fact]
    public async Task Set_ANetworkThatWasACallers_IsTheDescriptorsAndGoesWithItsWord()
    {
        await _bench.RunAsync(DriverBench.Own());

        Assert.True(await SetAsync("127.0.0.1,198.51.100.7"));
        Assert.Equal(["tcp 22-22 127.0.0.1/32 (EdgeProvision: ssh_from)", "tcp 22-22 198.51.100.7/32 (EdgeProvision: ssh_from)"], await _bench.RulesAsync());
        Assert.True(await SetAsync("198.51.100.7"));

        Assert.Equal(["tcp 22-22 198.51.100.7/32 (EdgeProvision: ssh_from)"], await _bench.RulesAsync());
    }

    [Theory]
    [InlineData("UpdateSecurityGroupRuleDescriptionsIngress")]
    [InlineData("DeleteTags")]
    public async Task Set_OfACallersRuleThatEndsOnTheWay_KeepsItOpenAndIsGoneOnWith(string action)
    {
        await _bench.RunAsync(DriverBench.Own());
        _bench.Fail(action, FaultKind.Status, 400, "InvalidParameterValue");

        await Assert.ThrowsAnyAsync<EdgeException>(() => SetAsync("127.0.0.1"));
        Assert.StartsWith("tcp 22-22 127.0.0.1/32 ", Assert.Single(await _bench.RulesAsync()), StringComparison.Ordinal);
        Assert.True(await SetAsync("127.0.0.1"));

        Assert.Equal(["tcp 22-22 127.0.0.1/32 (EdgeProvision: ssh_from)"], await _bench.RulesAsync());
        Assert.False(await SetAsync("127.0.0.1"));
    }

    private Task<bool> SetAsync(string? from, string? open = null) => Driver.SetAdmissionAsync("p-1", Wish(from, open), Token);

    private static AdmissionWish Wish(string? from, string? open) => AdmissionWish.TryOf(
        new[] { ("ssh_from", from), ("open", open) }.Where(p => p.Item2 is not null).ToDictionary(p => p.Item1, p => p.Item2!))!;
}
