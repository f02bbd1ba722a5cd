using EdgeProvision.Cli.Parsing;
using EdgeProvision.Model;

namespace EdgeProvision.Cli.Tests.Parsing;

public sealed class IdSelectionTests
{
    private static readonly Dictionary<string, int[]> s_names = new() { ["node1"] = [4], ["147.75.1.2"] = [5], ["twice"] = [6, 7] };

    [Theory]
    [InlineData("3", "3")]
    [InlineData("1,8..11", "1 8 9 10 11")]
    [InlineData(" 1 , 8 .. 9 ", "1 8 9")]
    [InlineData("3,3,2..4", "3 2 4")]
    [InlineData("node1,147.75.1.2,9", "4 5 9")]
    public void Parse_IdsRangesAndNames_AreSelectedOnceInOrder(string text, string expected)
    {
        var selection = Parse(text);
        Assert.Equal(expected, string.Join(' ', selection.Ids));
        Assert.Empty(selection.UnknownNames);
    }

    [Fact]
    public void Parse_UnknownName_IsKeptBesideTheOthers()
    {
        var selection = Parse("2,nobody,node1");
        Assert.Equal([2, 4], selection.Ids);
        Assert.Equal(["nobody"], selection.UnknownNames);
    }

    [Theory]
    [InlineData("")]
    [InlineData(",")]
    [InlineData("9..3")]
    [InlineData("1..2000000000")]
    [InlineData("twice")]
    public void Parse_WhatMakesNoSense_IsRefused(string text)
    {
        var error = Assert.Throws<EdgeException>(() => Parse(text));
        Assert.Equal("IdsInvalid", error.Code);
        Assert.Contains("1,8..15,node1", error.RecommendedAction, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("99999999999")]
    [InlineData("-5")]
    [InlineData("1..x")]
    public void Parse_WhatIsNoId_CountsAsAName(string text) => Assert.Equal([text], Parse(text).UnknownNames);

    private static IdSelection Parse(string text) => IdSelection.Parse(text, name => s_names.GetValueOrDefault(name, []));
}
