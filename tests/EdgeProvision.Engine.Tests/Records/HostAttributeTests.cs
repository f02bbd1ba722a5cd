using EdgeProvision.Engine.Records;

namespace EdgeProvision.Engine.Tests.Records;

public sealed class HostAttributeTests
{
    [Theory]
    [InlineData("1 open", 1, true)]
    [InlineData("12 closed", 12, false)]
    [InlineData("  3   open ", 3, true)]
    public void Request_OfATextOfOurs_IsRead(string text, int attempt, bool isOpen)
    {
        var request = HostRequest.Parse(text)!;

        Assert.Equal(new HostRequest(attempt, isOpen), request);
        Assert.Equal(request, HostRequest.Parse(request.ToString()));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("open")]
    [InlineData("1")]
    [InlineData("1 OPEN")]
    [InlineData("-1 open")]
    [InlineData("99999999999 open")]
    [InlineData("1 open now")]
    public void Request_OfAnythingElse_IsNone(string? text) => Assert.Null(HostRequest.Parse(text));

    [Theory]
    [InlineData("off", HostPowerKind.Off, null)]
    [InlineData("on", HostPowerKind.On, null)]
    [InlineData("restarting unknown", HostPowerKind.Restarting, null)]
    [InlineData("restarting", HostPowerKind.Restarting, null)]
    [InlineData("restarting 1b2c", HostPowerKind.Restarting, "1b2c")]
    [InlineData(null, HostPowerKind.On, null)]
    [InlineData("gibberish", HostPowerKind.On, null)]
    public void Power_OfAText_IsRead(string? text, HostPowerKind kind, string? bootId)
    {
        var power = HostPower.Parse(text);

        Assert.Equal(new HostPower(kind, bootId), power);
        Assert.Equal(power, HostPower.Parse(power.ToString()));
    }

    [Theory]
    [InlineData("P/host/a", "a")]
    [InlineData("P/host/a/b", "a/b")]
    [InlineData("P/net/a/0", null)]
    [InlineData("Q/host/a", null)]
    [InlineData(null, null)]
    public void MemberKey_OfAKey_IsTheHostsOfThatProvisionOnly(string? key, string? member) => Assert.Equal(member, EdgeAttribute.MemberKey(key, "P"));
}
