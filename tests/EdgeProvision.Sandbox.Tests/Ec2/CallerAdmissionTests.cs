using Amazon.EC2.Model;
using EdgeProvision.Engine.Admission;
using EdgeProvision.Engine.Providers;
using EdgeProvision.Model;
using EdgeProvision.Sandbox.Control;

namespace EdgeProvision.Sandbox.Tests.Ec2;

/// <summary>Who is let in to a provision's own network because no descriptor says who may log in: callers and the front-end, and for how long.</summary>
public sealed class CallerAdmissionTests : IAsyncDisposable
{
    private static readonly (string, string) s_from = ("ssh_from", "198.51.100.7");
    private const string Caller = "EdgeProvision: caller (create 12345678, TIME)";
    private const string FrontEnd = $"EdgeProvision: front-end {PaperOrigins.FrontEndName} (create 12345678, TIME)";
    private const string Long = "(configure 00000000, 2026-01-31T23:59:59Z)";
    private readonly DriverBench _bench = new();

    private IProviderDriver Driver => _bench.Driver;

    private static CancellationToken Token => DriverBench.Token;

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Retire_WhoCameOnce_GoesAndNobodyElse()
    {
        (_bench.Logins.FrontEnd, _bench.Logins.Own) = (["198.51.100.1/32"], "203.0.113.1/32");
        await _bench.RunAsync(DriverBench.Own("node1", 1, ("open", "tcp/443")));
        await AllowAsync("198.51.100.2/32", $"EdgeProvision: front-end one.lan {Long}");
        await AllowAsync("203.0.113.2/32", $"EdgeProvision: caller (enter 00000000, {DateTime.UtcNow:yyyy-MM-dd'T'HH:mm:ss'Z'})");
        await AllowAsync("203.0.113.3/32", $"caller {Long}");
        await AllowAsync("203.0.113.4/32", null);
        await AllowAsync("203.0.113.5/32", $"EdgeProvision: caller {Long}, keep");
        var stay = await _bench.RulesAsync();
        await AllowAsync("198.51.100.3/32", $"EdgeProvision: front-end {PaperOrigins.FrontEndName} {Long}");
        await AllowAsync("203.0.113.6/32", $"EdgeProvision: caller {Long}");

        var gone = await _bench.Open(_bench.Settings).RetireCallersAsync("p-1", Token);

        Assert.Equal([$"198.51.100.3/32 (EdgeProvision: front-end {PaperOrigins.FrontEndName} {Long})", $"203.0.113.6/32 (EdgeProvision: caller {Long})"], gone.Order(StringComparer.Ordinal));
        Assert.Equal(stay, await _bench.RulesAsync());
        Assert.Empty(await Driver.RetireCallersAsync("p-1", Token));
        Assert.Empty(await Driver.RetireCallersAsync("p-2", Token));
    }

    [Theory]
    [InlineData(null, "203.0.113.1/32", "")]
    [InlineData("198.51.100.1/32", null, "198.51.100.3/32")]
    [InlineData("198.51.100.3/32", "203.0.113.6/32", "")]
    public async Task Retire_WhoIsNotKnownToComeFromElsewhere_Stays(string? frontEnd, string? own, string goes)
    {
        await _bench.RunAsync(DriverBench.Own());
        await AllowAsync("198.51.100.3/32", $"EdgeProvision: front-end {PaperOrigins.FrontEndName} {Long}");
        await AllowAsync("203.0.113.6/32", $"EdgeProvision: caller {Long}");
        (_bench.Logins.FrontEnd, _bench.Logins.Own) = (frontEnd is null ? [] : [frontEnd], own);

        var gone = await Driver.RetireCallersAsync("p-1", Token);

        Assert.Equal(goes, string.Join(' ', gone.Select(g => g.Split(' ')[0])));
    }

    [Fact]
    public async Task Retire_OnTheFrontEndItself_TakesBackItsOldAddressAndKeepsItsNames()
    {
        await _bench.RunAsync(DriverBench.Own());
        await AllowAsync("198.51.100.3/32", $"EdgeProvision: front-end {PaperOrigins.FrontEndName} {Long}");
        await AllowAsync("203.0.113.6/32", $"EdgeProvision: front-end fe1 {Long}");
        (_bench.Logins.Own, _bench.Logins.Here) = ("203.0.113.1/32", "fe1");

        await Driver.AdmitCallerAsync("p-1", Token);
        var gone = await Driver.RetireCallersAsync("p-1", Token);

        Assert.Equal([$"203.0.113.6/32 (EdgeProvision: front-end fe1 {Long})"], gone);
        Assert.Contains("tcp 22-22 203.0.113.1/32 (EdgeProvision: front-end fe1 (create 12345678, TIME))", await _bench.RulesAsync());
    }

    [Fact]
    public async Task Admit_WhoComesAgainAfterALongTime_IsOfTodayAgain()
    {
        await _bench.RunAsync(DriverBench.Own());
        await AllowAsync("203.0.113.6/32", $"EdgeProvision: caller {Long}");
        _bench.Logins.Own = "203.0.113.6/32";

        await Driver.AdmitCallerAsync("p-1", Token);

        Assert.Contains($"tcp 22-22 203.0.113.6/32 ({Caller})", await _bench.RulesAsync());
        var writes = _bench.Writes;
        await Driver.AdmitCallerAsync("p-1", Token);
        Assert.Equal(writes, _bench.Writes);
    }

    [Fact]
    public async Task Retire_WhereTheDescriptorSaysWhoMayLogIn_ChangesNothing()
    {
        await _bench.RunAsync(DriverBench.Own("node1", 1, s_from));
        await AllowAsync("203.0.113.6/32", $"EdgeProvision: caller {Long}");

        Assert.Empty(await Driver.RetireCallersAsync("p-1", Token));

        Assert.Equal(2, (await _bench.RulesAsync()).Count);
    }

    [Fact]
    public async Task Admit_IntoAFullGroup_IsToldAndWorksWhenCallersHaveMadeRoom()
    {
        await _bench.RunAsync(DriverBench.Own());
        for (var i = 1; i <= 58; i++)
            await AllowAsync($"203.0.113.{i}/32", $"EdgeProvision: caller {Long}");
        _bench.Logins.Own = "192.0.2.1/32";

        var full = await Assert.ThrowsAnyAsync<EdgeException>(() => Driver.AdmitCallerAsync("p-1", Token));
        Assert.Equal(ErrorKind.LimitReached, full.Kind);
        Assert.Contains("ssh_from", full.RecommendedAction, StringComparison.Ordinal);
        _bench.Logins.FrontEnd = ["127.0.0.1/32"];
        Assert.Equal(58, (await Driver.RetireCallersAsync("p-1", Token)).Count);
        await Driver.AdmitCallerAsync("p-1", Token);

        Assert.Equal([$"tcp 22-22 127.0.0.1/32 ({FrontEnd})", $"tcp 22-22 192.0.2.1/32 ({Caller})"], await _bench.RulesAsync());
    }

    [Fact]
    public async Task Admit_TheFrontEndWhereSomebodyHasRunACommand_IsTheFrontEndsFromThenOn()
    {
        await _bench.RunAsync(DriverBench.Own());
        (_bench.Logins.FrontEnd, _bench.Logins.Own) = (["127.0.0.1/32"], "203.0.113.1/32");
        _bench.Fail("RevokeSecurityGroupIngress", FaultKind.Status, 400, "InvalidParameterValue");

        await Driver.AdmitCallerAsync("p-1", Token);

        Assert.Equal([$"tcp 22-22 127.0.0.1/32 ({FrontEnd})", $"tcp 22-22 203.0.113.1/32 ({Caller})"], await _bench.RulesAsync());
        var writes = _bench.Writes;
        await Driver.AdmitCallerAsync("p-1", Token);
        Assert.Equal(writes, _bench.Writes);
    }

    [Fact]
    public async Task Admit_WithoutTheRight_SaysSoAndIsSilentWhereNothingMayBeLookedAt()
    {
        await _bench.RunAsync(DriverBench.Own());
        _bench.Logins.Own = "203.0.113.1/32";
        _bench.Fail("AuthorizeSecurityGroupIngress", FaultKind.Status, 403, "UnauthorizedOperation");

        Assert.Equal("ProviderNotAuthorized", (await Assert.ThrowsAnyAsync<EdgeException>(() => Driver.AdmitCallerAsync("p-1", Token))).Code);

        _bench.Fail("DescribeSecurityGroups", FaultKind.Status, 403, "UnauthorizedOperation");
        await Driver.AdmitCallerAsync("p-1", Token);
    }

    private Task AllowAsync(string network, string? description) => _bench.AllowAsync(22, network, description);
}
