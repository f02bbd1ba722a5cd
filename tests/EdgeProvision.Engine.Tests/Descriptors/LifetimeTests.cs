using EdgeProvision.Engine.Descriptors;

namespace EdgeProvision.Engine.Tests.Descriptors;

/// <summary>When a machine ends by itself, as descriptors say it.</summary>
public sealed class LifetimeTests
{
    private static readonly DateTimeOffset s_made = new(2026, 11, 22, 12, 0, 0, 700, TimeSpan.Zero);

    [Theory]
    [InlineData("2026-12-01T18:00:00Z", "2026-12-01T18:00:00Z")]
    [InlineData("2026-12-01T18:00:00+02:00", "2026-12-01T16:00:00Z")]
    [InlineData("2026-12-01T18:00:00.750Z", "2026-12-01T18:00:00Z")]
    [InlineData("2026-12-01T18:00", "2026-12-01T18:00:00Z")]
    [InlineData("2026-12-01 18:00:00", "2026-12-01T18:00:00Z")]
    [InlineData("2026-12-01", "2026-12-01T00:00:00Z")]
    [InlineData("90m", "2026-11-22T13:30:00Z")]
    [InlineData("8h", "2026-11-22T20:00:00Z")]
    [InlineData("7d", "2026-11-29T12:00:00Z")]
    [InlineData("2w", "2026-12-06T12:00:00Z")]
    [InlineData("PT8H", "2026-11-22T20:00:00Z")]
    [InlineData("P1DT12H30M", "2026-11-24T00:30:00Z")]
    [InlineData("P1W", "2026-11-29T12:00:00Z")]
    public void EndOf_WhatIsWritten_IsAMomentInWholeSeconds(string text, string end) => Assert.Equal(end, Lifetime.Text(Lifetime.TryParse(text)!.EndOf(s_made)));

    [Theory]
    [InlineData("")]
    [InlineData("tomorrow")]
    [InlineData("8")]
    [InlineData("0h")]
    [InlineData("-8h")]
    [InlineData("8 hours")]
    [InlineData("P")]
    [InlineData("PT")]
    [InlineData("P1DT")]
    [InlineData("P1M")]
    [InlineData("P1Y")]
    [InlineData("2026-13-01")]
    [InlineData("01.12.2026")]
    [InlineData("2026-12-01T18:00:00Z and more")]
    public void TryParse_WhatIsNeither_IsNull(string text) => Assert.Null(Lifetime.TryParse(text));

    [Theory]
    [InlineData("PT48H", "2 d")]
    [InlineData("P1DT1H", "25 h")]
    [InlineData("PT90M", "90 min")]
    [InlineData("2026-12-01T18:00:00+02:00", "2026-12-01T16:00:00Z")]
    public void ToString_OfALifetime_IsForPeople(string text, string said) => Assert.Equal(said, Lifetime.TryParse(text)!.ToString());

    [Fact]
    public void Load_WhatIsNeither_IsAnErrorAtItsPlace()
    {
        var error = Assert.Single(Loading.Errors(Text("termination_time: soon")));

        Assert.Equal(("WrongValue", "hosts[0].provision.termination_time"), (error.Code, error.Path));
        Assert.Contains("such as 8h, 7d or PT8H; here stands 'soon'", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("termination_time: 8h")]
    [InlineData("termination_time: 2026-12-01T18:00:00Z")]
    [InlineData("termination_time: 2026-12-01")]
    [InlineData("termination_time: \"<%= @name %>\"")]
    public void Load_WhatIsOne_SaysNothing(string line) => Assert.Empty(Loading.Load(Text(line)).Diagnostics);

    private static string Text(string line) => $$$"""
        name: edge
        hosts:
          - {im_mad: kvm, vm_mad: kvm, provision: {hostname: a, driver: packet, packet_token: T, packet_project: p, metro: am, plan: p, os: o, {{{line}}}}}
        """;
}
