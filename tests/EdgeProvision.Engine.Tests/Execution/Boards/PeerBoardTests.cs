using EdgeProvision.Engine.Execution.Boards;
using EdgeProvision.Engine.Observation;

namespace EdgeProvision.Engine.Tests.Execution.Boards;

public sealed class PeerBoardTests
{
    private readonly PeerBoard _board = new();

    private static MemberAddresses At(int n, string? location = "am6", bool isPrivate = true, string driver = "packet") =>
        new(driver, location, $"198.51.100.{n}", isPrivate ? $"10.0.0.{n}" : null);

    [Fact]
    public void View_OfMembersAtOnePlace_UsesPrivateAddresses()
    {
        _board.Put("a", At(1));
        _board.Put("b", At(2));

        Assert.Equal(["10.0.0.1", "10.0.0.2"], _board.View().Peers.Addresses);
        Assert.Equal("10.0.0.2", _board.View().Tunnels["b"]);
        Assert.Empty(_board.View().Outside);
    }

    [Theory]
    [InlineData("ny5", true, "packet")]
    [InlineData("am6", false, "packet")]
    [InlineData("am6", true, "ec2")]
    public void View_OfMembersThatShareNoNetwork_UsesPublicAddresses(string location, bool isPrivate, string driver)
    {
        _board.Put("a", At(1));
        _board.Put("b", At(2, location, isPrivate, driver));

        Assert.Equal(["198.51.100.1", "198.51.100.2"], _board.View().Peers.Addresses);
        Assert.Equal(["198.51.100.1", "198.51.100.2"], _board.View().Outside);
    }

    [Fact]
    public void View_WhileSomebodyIsExpected_IsNotFinal()
    {
        _board.Expect("a");
        Assert.False(_board.View().IsFinal);
        _board.Put("a", At(1));
        Assert.True(_board.View().IsFinal);
    }

    [Fact]
    public void GiveUp_OnAMemberThatHasItsAddress_KeepsIt()
    {
        _board.Put("a", At(1));
        _board.GiveUp("a");

        Assert.Single(_board.View().Peers.Addresses);
    }

    [Fact]
    public void Remove_OfAMember_TakesItOutAndForgetsWhatStandsOnIt()
    {
        _board.Put("a", At(1));
        _board.Put("b", At(2));
        _board.Installed("a", "h");
        var before = _board.View();

        _board.Remove("a");

        Assert.True(before.Changed.IsCompleted);
        Assert.Equal(["10.0.0.2"], _board.View().Peers.Addresses);
        Assert.Null(_board.InstalledOn("a"));
    }

    [Fact]
    public void Put_OfTheSameAddresses_WakesNobody()
    {
        _board.Put("a", At(1));
        var view = _board.View();
        _board.Put("a", At(1));
        Assert.False(view.Changed.IsCompleted);
        _board.Put("a", At(3));
        Assert.True(view.Changed.IsCompleted);
    }

    [Fact]
    public void View_WhateverTheOrderOfArrival_HasOneHash()
    {
        _board.Put("a", At(1));
        _board.Put("b", At(2));
        var other = new PeerBoard();
        other.Put("b", At(2));
        other.Put("a", At(1));

        Assert.Equal(_board.View().Peers.Hash, other.View().Peers.Hash);
    }
}
