using EdgeProvision.Engine.Admission;

namespace EdgeProvision.Engine.Tests.Descriptors;

/// <summary>What a descriptor opens at a provider, and what it must not by the way.</summary>
public sealed class OpenPortsTests
{
    [Theory]
    [InlineData("tcp/443", "tcp 443 443 ")]
    [InlineData("tcp/22", "tcp 22 22 ")]
    [InlineData("udp/5000-5010 from 198.51.100.0/24", "udp 5000 5010 198.51.100.0/24")]
    [InlineData("icmp from 192.0.2.1", "icmp 0 0 192.0.2.1/32")]
    [InlineData("tcp/80, icmp", "tcp 80 80 |icmp 0 0 ")]
    public void ParseAll_OfWhatCanBeOpened_ReadsIt(string text, string read) =>
        Assert.Equal(read, string.Join('|', OpenPorts.ParseAll(text, out _)!.Select(o => $"{o.Protocol} {o.First} {o.Last} {o.From}")));

    [Theory]
    [InlineData("tcp")]
    [InlineData("all")]
    [InlineData("tcp/0")]
    [InlineData("tcp/65536")]
    [InlineData("tcp/90-80")]
    [InlineData("tcp/1-1024")]
    [InlineData("tcp/1-1024 from 198.51.100.0/24")]
    [InlineData("udp/4789")]
    [InlineData("udp/4000-5000 from 198.51.100.0/24")]
    [InlineData("tcp/443 from 0.0.0.0/0")]
    [InlineData("tcp/443 from home")]
    [InlineData("sctp/5")]
    public void ParseAll_OfWhatCannot_NamesIt(string text)
    {
        Assert.Null(OpenPorts.ParseAll($"tcp/443, {text}", out var wrong));
        Assert.Equal(text, wrong!.Word);
    }

    [Theory]
    [InlineData("udp/70000", "ports end at 65535", null)]
    [InlineData("udp/0", "ports begin with 1", null)]
    [InlineData("tpc/80", "no protocol tpc", "tcp")]
    [InlineData("tcp", "needs a port", "tcp/443")]
    [InlineData("icmp/8", "has no ports", null)]
    [InlineData("tcp/80-20", "backwards", "tcp/20-80")]
    [InlineData("tcp/1-1024", "by itself", null)]
    [InlineData("icmp from 1.2.3.4/33", "prefix length is 33", null)]
    [InlineData("icmp from 198.51.100.7/24", "bits beyond", "198.51.100.0/24")]
    public void ParseAll_OfWhatCannot_SaysWhy(string text, string cause, string? advice)
    {
        OpenPorts.ParseAll(text, out var wrong);

        Assert.Contains(cause, wrong!.Cause, StringComparison.Ordinal);
        Assert.Contains(advice ?? "", wrong.Advice ?? "", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("open: [tcp/443, tcp/1-1024]", 17)]
    [InlineData("ssh_from: [0.0.0.0/0]", 12)]
    public void Load_OfWhatMustNotBeOpened_SaysWhere(string key, int column)
    {
        var error = Loading.Error($"name: a\nhosts:\n- im_mad: kvm\n  vm_mad: kvm\n  provision:\n   driver: ec2\n   region_name: r\n   ami: a\n   instancetype: i\n   hostname: h\n   {key}\n");

        Assert.Equal(("WrongValue", 11, column + 3), (error.Code, error.Line, error.Column));
    }
}
