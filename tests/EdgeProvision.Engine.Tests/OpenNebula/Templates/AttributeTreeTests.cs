using EdgeProvision.Engine.OpenNebula;

namespace EdgeProvision.Engine.Tests.OpenNebula;

public sealed class AttributeTreeTests
{
    private static readonly AttributeTree Tree = new AttributeTree(("a", "1"), ("b", "2"), ("A", "3"))
        .Add("driver", new AttributeTree(("name", "packet")))
        .Add("driver", new AttributeTree(("name", "ec2")));

    [Fact]
    public void Text_AnyCase_GivesTheFirst() => Assert.Equal("1", Tree.Text("a"));

    [Fact]
    public void Texts_RepeatedName_GivesAllInOrder() => Assert.Equal(["1", "3"], Tree.Texts("A"));

    [Fact]
    public void Text_OfASection_IsNull() => Assert.Null(Tree.Text("DRIVER"));

    [Fact]
    public void Sections_RepeatedName_GivesAllInOrder() =>
        Assert.Equal(["packet", "ec2"], Tree.Sections("Driver").Select(section => section.Text("NAME")));

    [Theory]
    [InlineData("DRIVER/NAME", "packet")]
    [InlineData("b", "2")]
    [InlineData("DRIVER/NONE", null)]
    [InlineData("NONE/NAME", null)]
    public void TextAt_Path_GoesThroughTheFirstSection(string path, string? text) => Assert.Equal(text, Tree.TextAt(path));

    [Fact]
    public void With_RepeatedName_ReplacesAllInTheFirstPlace() =>
        Assert.Equal(new AttributeTree(("A", "9"), ("B", "2")), Tree.With("a", "9").Without("driver"));

    [Fact]
    public void With_NewName_GoesToTheEnd() => Assert.Equal("NEW", Tree.With("new", "x")[^1].Name);

    [Fact]
    public void Equals_OtherOrder_IsFalse() => Assert.NotEqual(new AttributeTree(("A", "1"), ("B", "2")), new AttributeTree(("B", "2"), ("A", "1")));

    [Fact]
    public void ToString_Any_ShowsNoValues() => Assert.DoesNotContain("packet", Tree.ToString(), StringComparison.Ordinal);

    [Fact]
    public async Task Read_RecordedSpecialValues_KeepsEachAsWritten()
    {
        using var client = FakeFrontEnd.Showing(Recorded.Xml("cluster-special-values"));

        var template = (await client.Clusters.InfoAsync(100, SecretView.Cipher, TestContext.Current.CancellationToken)).Template;

        Assert.Equal("a\\\\b", template.Text("BS"));
        Assert.Equal("line1\nline2", template.Text("NL"));
        Assert.Equal("", template.Text("EMPTY"));
        Assert.Equal("1,2]3", template.TextAt("VEC/A"));
        Assert.Equal("", template.TextAt("VEC/B"));
        Assert.Equal(["1", "2"], template.Sections("MULTI").Select(section => section.Text("X")));
        Assert.Equal("it's", template.Text("SQ"));
    }

    [Fact]
    public async Task Read_RecordedMergedValues_KeepsMarkup()
    {
        using var client = FakeFrontEnd.Showing(Recorded.Xml("cluster-merged"));

        var template = (await client.Clusters.InfoAsync(100, SecretView.Cipher, TestContext.Current.CancellationToken)).Template;

        Assert.Equal("with \"quotes\" and <tags> & ampersand, ünïcode", template.Text("Q"));
    }
}
