using EdgeProvision.Engine.Providers.Ec2.Network;

namespace EdgeProvision.Engine.Tests.Providers.Ec2;

/// <summary>What a caller's rule says of itself, written and read again.</summary>
public sealed class CallerMarkTests
{
    private static readonly DateTimeOffset s_now = new(2026, 11, 28, 9, 41, 7, TimeSpan.FromHours(1));

    [Theory]
    [InlineData(null, "create 5c1e0f2a", "EdgeProvision: caller (create 5c1e0f2a, 2026-11-28T08:41:07Z)")]
    [InlineData("one.example.org", "create 5c1e0f2a", "EdgeProvision: front-end one.example.org (create 5c1e0f2a, 2026-11-28T08:41:07Z)")]
    [InlineData("fe\u00E9'(1)", null, "EdgeProvision: front-end fe---1- (command, 2026-11-28T08:41:07Z)")]
    public void Of_IsWrittenAndReadAgain(string? frontEnd, string? work, string text)
    {
        var mark = CallerMark.Of(new Caller("192.0.2.1/32", frontEnd), work, s_now);

        Assert.Equal(text, mark.ToString());
        Assert.Equal(mark, CallerMark.Parse(text));
    }

    [Fact]
    public void Of_LongNames_StaysWithinWhatTheServiceTakes() =>
        Assert.InRange(CallerMark.Of(new Caller("192.0.2.1/32", new string('a', 253)), new string('b', 300), s_now).ToString().Length, 1, 255);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("EdgeProvision: caller")]
    [InlineData("EdgeProvision: open")]
    [InlineData("EdgeProvision: caller (create 5c1e0f2a, 2026-13-28T08:41:07Z)")]
    [InlineData("my EdgeProvision: caller (create 5c1e0f2a, 2026-11-28T08:41:07Z)")]
    [InlineData("EdgeProvision: caller (create 5c1e0f2a, 2026-11-28T08:41:07Z) of Ann")]
    public void Parse_WhatIsNoMark_IsNothing(string? description) => Assert.Null(CallerMark.Parse(description));
}
