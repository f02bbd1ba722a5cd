using EdgeProvision.Engine.Operations;

namespace EdgeProvision.Engine.Tests.Operations;

public sealed class FittingTextTests
{
    [Theory]
    [InlineData("Rent a machine for node1", 24, "Rent a machine for node1")]
    [InlineData("Rent a machine for node1", 23, "Rent a … for node1")]
    [InlineData("Rent a machine for node1", 12, "Rent … node1")]
    [InlineData("node1: unreachable", 8, "node1: …")]
    [InlineData("provision-0123456789", 10, "provision…")]
    [InlineData("anything", 1, "…")]
    [InlineData("anything", 0, "")]
    public void Of_AnyRoom_KeepsBeginningAndEnd(string text, int room, string shown) => Assert.Equal(shown, FittingText.Of(text, room));

    [Fact]
    public void Of_EveryRoom_IsNeverLonger()
    {
        for (var room = 0; room < 90; room++)
            Assert.InRange(FittingText.Of("[3/17] Rent a machine baremetal_0 in ams1 with ubuntu_18_04 for fosdem-edge-node-amsterdam1", room).Length, 0, room);
    }
}
