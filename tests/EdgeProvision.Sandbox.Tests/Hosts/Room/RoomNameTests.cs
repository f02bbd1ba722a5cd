using EdgeProvision.Model;
using EdgeProvision.Sandbox.Hosts.Network;
using EdgeProvision.Sandbox.Hosts.Room;

namespace EdgeProvision.Sandbox.Tests.Hosts.Room;

public sealed class RoomNameTests
{
    [Fact]
    public void Names_LongestId_FitInterfaces()
    {
        var name = new RoomName("abcdef");
        Assert.All([name.Cable, name.Port(AddressPlan.Capacity), name.Switch, name.World], n => Assert.InRange(n.Length, 1, 16));
        Assert.InRange(name.Cable.Length, 1, 15);
        Assert.InRange(name.Port(AddressPlan.Capacity).Length, 1, 15);
        Assert.All([name.Cable, name.Port(1), name.Switch, name.World, name.Namespace(1)], n => Assert.StartsWith(name.Prefix, n));
    }

    [Theory]
    [InlineData("")]
    [InlineData("abcdefg")]
    [InlineData("a-b")]
    [InlineData("A")]
    [InlineData("../x")]
    [InlineData("a\n")]
    public void Constructor_OtherId_IsAnError(string id)
    {
        Assert.Equal("SandboxIdInvalid", Assert.Throws<EdgeException>(() => new RoomName(id)).Code);
        Assert.Null(RoomName.TryParse(id));
    }
}
