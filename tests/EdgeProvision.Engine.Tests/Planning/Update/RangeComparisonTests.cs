using System.Collections.Immutable;
using EdgeProvision.Engine.Descriptors.Rendering;
using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Engine.Planning;

namespace EdgeProvision.Engine.Tests.Planning.Update;

public sealed class RangeComparisonTests
{
    [Fact]
    public void Of_TheSameRangeInAnotherPlace_IsNoChange()
    {
        var changes = RangeComparison.Of([Wanted(("IP", "10.0.1.1"), ("SIZE", "5"), ("TYPE", "IP4")), Wanted(("IP", "10.0.0.1"), ("SIZE", "5"), ("TYPE", "IP4"))], [Standing(0, "10.0.0.1", 5), Standing(1, "10.0.1.1", 5)]);

        Assert.True(changes.IsEmpty);
    }

    [Fact]
    public void Of_AnotherSize_ChangesTheRangeInPlace()
    {
        var changes = RangeComparison.Of([Wanted(("IP", "10.0.0.1"), ("SIZE", "9"), ("TYPE", "IP4"))], [Standing(3, "10.0.0.1", 5)]);

        var (range, differences) = Assert.Single(changes.Resize);
        Assert.Equal(3, range.Id);
        Assert.Equal(new AttributeChange("SIZE", "5", "9"), Assert.Single(differences));
        Assert.Empty(changes.Add);
        Assert.Empty(changes.Remove);
    }

    [Fact]
    public void Of_AnotherBeginning_IsAnotherRange()
    {
        var changes = RangeComparison.Of([Wanted(("IP", "10.0.0.9"), ("SIZE", "5"), ("TYPE", "IP4"))], [Standing(0, "10.0.0.1", 5)]);

        Assert.Single(changes.Add);
        Assert.Single(changes.Remove);
    }

    [Fact]
    public void Of_ABoughtRangeOfAnotherSize_IsBoughtAnew()
    {
        var changes = RangeComparison.Of([Wanted(("SIZE", "4"), ("TYPE", "IP4"), ("IPAM_MAD", "packet"))], [Standing(0, "147.75.1.2", 2, "packet")]);

        Assert.Equal(1, changes.Bought);
        Assert.Equal(1, changes.GivenBack);
        Assert.Empty(changes.Resize);
    }

    [Fact]
    public void Of_TwoEqualBoughtRanges_KeepsOneWhenOneIsWanted()
    {
        var changes = RangeComparison.Of([Wanted(("SIZE", "2"), ("TYPE", "IP4"), ("IPAM_MAD", "packet"))], [Standing(0, "147.75.1.2", 2, "packet"), Standing(1, "147.75.9.2", 2, "packet")]);

        Assert.Equal(1, Assert.Single(changes.Remove).Id);
        Assert.Empty(changes.Add);
    }

    private static OneVector Wanted(params (string Name, string Value)[] members) => new("AR", [.. members.Select(m => new OneSingle(m.Name, m.Value))]);

    private static AddressRange Standing(int id, string ip, int size, string? ipam = null) =>
        new(id, "IP4", ip, size, ipam, null, ImmutableArray<Lease>.Empty, new AttributeTree(("AR_ID", $"{id}"), ("IP", ip), ("SIZE", $"{size}"), ("TYPE", "IP4")));
}
