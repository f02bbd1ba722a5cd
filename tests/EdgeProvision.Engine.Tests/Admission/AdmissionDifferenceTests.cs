using EdgeProvision.Engine.Admission;

namespace EdgeProvision.Engine.Tests.Admission;

/// <summary>What has to be let in, and what no more.</summary>
public sealed class AdmissionDifferenceTests
{
    [Fact]
    public void Between_TheSame_IsNothing() => Assert.Null(AdmissionDifference.Between(
        Wish("198.51.100.7", "tcp/443"), Standing(false, ("tcp/443", AdmissionReason.Open), ("tcp/22 from 198.51.100.7", AdmissionReason.SshFrom))));

    [Fact]
    public void Between_AnotherWish_IsWhatComesAndWhatAnEarlierOneHasNamed()
    {
        var difference = AdmissionDifference.Between(
            Wish("203.0.113.4", "icmp,tcp/443"), Standing(false, ("tcp/443", AdmissionReason.Open), ("tcp/80", AdmissionReason.Open), ("tcp/22 from 198.51.100.7", AdmissionReason.SshFrom)))!;

        Assert.Equal("tcp/22 from 203.0.113.4/32, icmp", string.Join(", ", difference.Missing));
        Assert.Equal("tcp/80, tcp/22 from 198.51.100.7/32", string.Join(", ", difference.Surplus.Select(r => r.What)));
        Assert.Null(difference.AdmitsCallers);
    }

    [Fact]
    public void Between_RulesOfOthers_LeavesThemAndIsContentWithThem() => Assert.Null(AdmissionDifference.Between(
        Wish(null, "tcp/443"), Standing(true, ("tcp/443", AdmissionReason.Foreign), ("tcp/8080", AdmissionReason.Foreign), ("tcp/22 from 192.0.2.9", AdmissionReason.Caller))));

    [Fact]
    public void Between_MembersOfTheOverlay_ComeAndGoWithoutTouchingAnythingElse()
    {
        var standing = Standing(false, ("tcp/22 from 198.51.100.7", AdmissionReason.SshFrom)) with
        {
            Rules = [new(OpenPorts.Login("198.51.100.7/32"), AdmissionReason.SshFrom), new(OpenPorts.Overlay("192.0.2.1"), AdmissionReason.Overlay), new(OpenPorts.Overlay("192.0.2.2"), AdmissionReason.Foreign)],
            AdmitsMembers = false,
        };

        Assert.Null(AdmissionDifference.Between(Wish("198.51.100.7", null), standing));
        var difference = AdmissionDifference.Between(Wish("198.51.100.7", null) with { Members = ["192.0.2.2", "192.0.2.3"] }, standing)!;

        Assert.Equal("udp/4789 from 192.0.2.3/32", Assert.Single(difference.Missing).ToString());
        Assert.Equal("udp/4789 from 192.0.2.1/32", Assert.Single(difference.Surplus).What.ToString());
        Assert.True(difference.LacksMembers);
    }

    [Theory]
    [InlineData("203.0.113.4", true, false)]
    [InlineData(null, false, true)]
    public void Between_WhoeverMayLogIn_IsSaidWithoutShuttingCallersOut(string? from, bool standing, bool admits)
    {
        var difference = AdmissionDifference.Between(Wish(from, null), Standing(standing, ("tcp/22 from 198.51.100.7", AdmissionReason.Caller)))!;

        Assert.Equal(admits, difference.AdmitsCallers);
        Assert.Equal(from is null ? 0 : 1, difference.Missing.Count);
        Assert.Empty(difference.Surplus);
    }

    [Fact]
    public void Between_ACallerThatIsNamed_IsToBecomeTheDescriptorsOwn()
    {
        var difference = AdmissionDifference.Between(Wish("198.51.100.7", null), Standing(false, ("tcp/22 from 198.51.100.7", AdmissionReason.Caller)))!;

        Assert.Equal("tcp/22 from 198.51.100.7/32", Assert.Single(difference.Missing).ToString());
    }

    private static AdmissionWish Wish(string? from, string? open) =>
        new(from is null ? [] : AdmittedNetworks.Parse(from, out _)!, open is null ? [] : OpenPorts.ParseAll(open, out _)!) { AdmitsCallers = from is null };

    private static StandingAdmission Standing(bool admitsCallers, params (string What, AdmissionReason Reason)[] rules) =>
        new([.. rules.Select(r => new StandingRule(OpenPorts.ParseAll(r.What, out _)![0], r.Reason))], admitsCallers);
}
