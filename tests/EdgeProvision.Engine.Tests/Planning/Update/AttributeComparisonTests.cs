using EdgeProvision.Engine.Descriptors.Rendering;
using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Engine.Planning;

namespace EdgeProvision.Engine.Tests.Planning.Update;

public sealed class AttributeComparisonTests
{
    private static readonly HashSet<string> Nothing = [];

    [Fact]
    public void Of_WhatOnlyStands_IsLeftAlone() =>
        Assert.Empty(AttributeComparison.Of([new OneSingle("MTU", "1400")], new AttributeTree(("MTU", "1400"), ("SECURITY_GROUPS", "0")), [], Nothing));

    [Fact]
    public void Of_WhatAnEarlierDescriptorHadSet_Goes()
    {
        var changes = AttributeComparison.Of([], new AttributeTree(("MTU", "1400")), [new OneSingle("MTU", "1400")], Nothing);

        Assert.Equal(new AttributeChange("MTU", "1400", null), Assert.Single(changes));
    }

    [Fact]
    public void Of_WhatAnEarlierDescriptorHadSetAndSomebodyRemoved_IsNoChange() =>
        Assert.Empty(AttributeComparison.Of([], AttributeTree.Empty, [new OneSingle("MTU", "1400")], Nothing));

    [Fact]
    public void Of_ASection_TellsItsMembersByPath()
    {
        var standing = AttributeTree.Empty.Add("CONTEXT", new AttributeTree(("A", "1"), ("B", "2"), ("OTHERS", "x")));

        var changes = AttributeComparison.Of(
            [new OneVector("CONTEXT", [new OneSingle("A", "1"), new OneSingle("C", "3")])], standing, [new OneVector("CONTEXT", [new OneSingle("A", "1"), new OneSingle("B", "2")])], Nothing);

        Assert.Equal([new AttributeChange("CONTEXT/C", null, "3"), new AttributeChange("CONTEXT/B", "2", null)], changes);
    }

    [Theory]
    [InlineData("TYPE", "SYSTEM_DS", "system_ds", true)]
    [InlineData("BRIDGE", "BR0", "br0", false)]
    [InlineData("PHYDEV", null, "", true)]
    public void Of_ValuesThatOnedWritesInItsWay_ComparesWhatIsMeant(string name, string? standing, string wanted, bool same)
    {
        var tree = standing is null ? AttributeTree.Empty : new AttributeTree((name, standing));

        Assert.Equal(same, AttributeComparison.Of([new OneSingle(name, wanted)], tree, null, Nothing).Count == 0);
    }
}
