using EdgeProvision.Engine.Admission;

namespace EdgeProvision.Engine.Tests.Admission;

/// <summary>What hosts wish to be let in, alone and together.</summary>
public sealed class AdmissionWishTests
{
    [Theory]
    [InlineData(null, null, true, "")]
    [InlineData("198.51.100.7,203.0.113.0/24", null, false, "tcp/22 from 198.51.100.7/32, tcp/22 from 203.0.113.0/24")]
    [InlineData(null, "tcp/443,udp/5000-5010 from 203.0.113.0/24,icmp", true, "tcp/443, udp/5000-5010 from 203.0.113.0/24, icmp")]
    [InlineData("198.51.100.7", "tcp/22 from 198.51.100.7,tcp/22", false, "tcp/22 from 198.51.100.7/32, tcp/22")]
    public void TryOf_Keys_IsWhatTheySay(string? from, string? open, bool admitsCallers, string all)
    {
        var wish = Wish(from, open)!;

        Assert.Equal((admitsCallers, all), (wish.AdmitsCallers, string.Join(", ", wish.All)));
    }

    [Theory]
    [InlineData("<%= @hosts[0]['NAME'] %>", null)]
    [InlineData("", null)]
    [InlineData("198.51.100.7", "tcp/<%= @id %>")]
    public void TryOf_WhatIsNotKnownYet_IsNothing(string? from, string? open) => Assert.Null(Wish(from, open));

    [Fact]
    public void Together_OfHosts_IsWhatAnyOfThemNames()
    {
        var wish = AdmissionWish.Together([Wish("198.51.100.7", "tcp/443")!, Wish(null, "tcp/443,icmp")!]);

        Assert.Equal("tcp/22 from 198.51.100.7/32, tcp/443, icmp", string.Join(", ", wish.All));
        Assert.True(wish.AdmitsCallers);
        Assert.False(AdmissionWish.Together([Wish("198.51.100.7", null)!]).AdmitsCallers);
    }

    private static AdmissionWish? Wish(string? from, string? open) => AdmissionWish.TryOf(
        new[] { ("ssh_from", from), ("open", open), ("region_name", "eu-central-1") }.Where(p => p.Item2 is not null).ToDictionary(p => p.Item1, p => p.Item2!));

    [Theory]
    [InlineData("198.051.100.0/24")]
    [InlineData("010.0.0.0/8")]
    [InlineData("198.51.100.0/024")]
    public void Networks_WithLeadingZeros_AreReadAsNoneAndNotAsOctal(string network)
    {
        Assert.Null(AdmittedNetworks.Parse(network, out var wrong));
        Assert.Equal(network, wrong!.Word);
        Assert.Null(OpenPorts.ParseAll($"tcp/443 from {network}", out _));
    }

    [Theory]
    [InlineData("198.51.100.7/24", "bits beyond", "198.51.100.0/24")]
    [InlineData("198.51.103.7/22", "bits beyond", "198.51.100.0/22")]
    [InlineData("010.0.0.0/8", "octal", "Write 10")]
    [InlineData("2001:db8::/32", "IPv6", "")]
    [InlineData("198.51.100.0/33", "33", "")]
    [InlineData("198.51.100.256", "255", "")]
    [InlineData("0.0.0.0/0", "everybody", "")]
    [InlineData("home", "no IPv4 address", "")]
    public void Networks_ThatAreNone_SayWhy(string network, string cause, string advice)
    {
        AdmittedNetworks.Parse($"192.0.2.1,{network}", out var wrong);

        Assert.Contains(cause, wrong!.Cause, StringComparison.Ordinal);
        Assert.Contains(advice, wrong.Advice ?? "", StringComparison.Ordinal);
    }
}
