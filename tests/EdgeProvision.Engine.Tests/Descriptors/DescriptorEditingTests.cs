using EdgeProvision.Engine.Descriptors;

namespace EdgeProvision.Engine.Tests.Descriptors;

public sealed class DescriptorEditingTests
{
    private const string Text = """
        name: edge
        networks:
          - {name: "<%= @name %>-public", vn_mad: dummy}
          - {name: private, vn_mad: dummy}
        datastores:
          - {name: images, tm_mad: ssh, description: "<%= @vnets[0]['ID'] %>"}
        """;

    [Theory]
    [InlineData(ProvisionObjectKind.Network, "private", "private")]
    [InlineData(ProvisionObjectKind.Datastore, "images", "images")]
    public void WithoutObject_ThatNothingRefersTo_LeavesTheOthers(ProvisionObjectKind kind, string name, string gone)
    {
        var cut = DescriptorEditing.WithoutObject(Text, kind, name, "edge");

        Assert.Equal(("", false), (cut.Why, cut.ComesBack));
        Assert.DoesNotContain(gone, cut.Text, StringComparison.Ordinal);
        Assert.Contains("<%= @name %>-public", cut.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void WithoutObject_NamedByATemplate_IsFoundByItsPlainName()
    {
        var cut = DescriptorEditing.WithoutObject(Text.Replace("@vnets[0]['ID']", "@id", StringComparison.Ordinal), ProvisionObjectKind.Network, "edge-public", "edge");

        Assert.DoesNotContain("public", cut.Text, StringComparison.Ordinal);
        Assert.Contains("private", cut.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void WithoutObject_WhosePlaceOthersReferTo_StaysAndComesBack()
    {
        var cut = DescriptorEditing.WithoutObject(Text, ProvisionObjectKind.Network, "edge-public", "edge");

        Assert.Equal((null, true), (cut.Text, cut.ComesBack));
        Assert.Contains("@vnets[0]['ID']", cut.Why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "keeps none")]
    [InlineData("", "keeps none")]
    [InlineData("name: edge", "network private is not in it")]
    [InlineData("name: edge\nnetworks: [{name: Private}, 5]", "network private is not in it")]
    public void WithoutObject_ThatIsNotThere_SaysWhyItStays(string? text, string why)
    {
        var cut = DescriptorEditing.WithoutObject(text, ProvisionObjectKind.Network, "private", "edge");

        Assert.Equal((null, false), (cut.Text, cut.ComesBack));
        Assert.Contains(why, cut.Why, StringComparison.Ordinal);
    }
}
