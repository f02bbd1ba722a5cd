using EdgeProvision.Engine.Descriptors;
using EdgeProvision.Engine.Descriptors.Yaml;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Tests.Descriptors;

public sealed class YamlReaderTests
{
    private static DescriptorValue Read(string text)
    {
        var bag = new DiagnosticBag();
        var value = YamlReader.Read(text, "f.yaml", bag);
        Assert.Empty(bag.ToList());
        return value!;
    }

    [Theory]
    [InlineData("yes", ScalarKind.Boolean, "true")]
    [InlineData("On", ScalarKind.Boolean, "true")]
    [InlineData("FALSE", ScalarKind.Boolean, "false")]
    [InlineData("y", ScalarKind.String, "y")]
    [InlineData("\"yes\"", ScalarKind.String, "yes")]
    [InlineData("!!str yes", ScalarKind.String, "yes")]
    [InlineData("! yes", ScalarKind.String, "yes")]
    [InlineData("!!bool yes", ScalarKind.Boolean, "true")]
    [InlineData("5.10", ScalarKind.Float, "5.10")]
    [InlineData("5.8.0", ScalarKind.String, "5.8.0")]
    [InlineData("0755", ScalarKind.Integer, "0755")]
    [InlineData("1_000", ScalarKind.Integer, "1_000")]
    [InlineData("0x1F", ScalarKind.Integer, "0x1F")]
    [InlineData("-1.5e3", ScalarKind.Float, "-1.5e3")]
    [InlineData("02:00:c0:a8:96:02", ScalarKind.String, "02:00:c0:a8:96:02")]
    [InlineData("192.168.150.2", ScalarKind.String, "192.168.150.2")]
    [InlineData("~", ScalarKind.Null, "")]
    [InlineData("NULL", ScalarKind.Null, "")]
    [InlineData("''", ScalarKind.String, "")]
    [InlineData("|\n  a\n  b\n", ScalarKind.String, "a\nb\n")]
    [InlineData("2020-01-31", ScalarKind.String, "2020-01-31")]
    public void Read_OfAScalar_TypesItByYaml11AndKeepsItsText(string text, ScalarKind kind, string value)
    {
        var scalar = Assert.IsType<DescriptorScalar>(Assert.IsType<AttributeMap>(Read("k: " + text))["k"]);

        Assert.Equal((kind, value), (scalar.Kind, scalar.Text));
    }

    [Fact]
    public void Read_OfMergeKeys_LetsWrittenKeysWinAndEarlierMaps()
    {
        var map = (AttributeMap)Read("""
            a: &a {x: 1, y: 1}
            b: &b {y: 2, z: 2}
            c:
              <<: [*a, *b]
              z: 3
            d:
              x: 0
              <<: *a
            e: {"<<": text}
            """);

        Assert.Equal("{x: 1, y: 1, z: 3}", map["c"]!.ToString());
        Assert.Equal("{x: 0, y: 1}", map["d"]!.ToString());
        Assert.Equal("{<<: text}", map["e"]!.ToString());
    }

    [Fact]
    public void Read_OfAliases_GivesWhatTheyStandForWithItsPosition()
    {
        var map = (AttributeMap)Read("a: &x [1, 2]\nb: *x\nc: &x 3\nd: *x");

        Assert.Equal("{a: [1, 2], b: [1, 2], c: 3, d: 3}", map.ToString());
        Assert.Equal(new DescriptorPosition("f.yaml", 1, 4), map["b"]!.Position with { Column = 4 });
    }

    [Fact]
    public void Read_OfNestedValues_KnowsWhereEachStands()
    {
        var map = (AttributeMap)Read("hosts:\n  - im_mad: kvm\n    os:   \"x\"\n");
        var host = (AttributeMap)((DescriptorList)map["hosts"]!).Items[0];

        Assert.Equal("f.yaml:2:5", host.Position.ToString());
        Assert.Equal("f.yaml:3:5", host.Find("os")!.KeyPosition.ToString());
        Assert.Equal("f.yaml:3:11", host["os"]!.Position.ToString());
    }

    [Theory]
    [InlineData("%YAML 99999999999999999999.1\n---\na: 1")]
    [InlineData("a: \"\\uZZZZ\"")]
    [InlineData("a: 'open")]
    [InlineData("a:\n\tb: 1")]
    [InlineData("a: b: c")]
    [InlineData("a: 1\n b: 2")]
    [InlineData("}")]
    public void Read_OfBrokenYaml_IsASyntaxError(string text)
    {
        var bag = new DiagnosticBag();

        Assert.Null(YamlReader.Read(text, null, bag));
        Assert.Equal("SyntaxError", Assert.Single(bag.ToList()).Code);
    }

    [Theory]
    [InlineData("a: {b: &x 1, c: 2}", 8)]
    [InlineData("a: {b: &x '1' , c: *x}", 8)]
    [InlineData("a: [{b: 1, c: &two\n 2, d: 3}]", 15)]
    public void Read_OfAnAnchoredScalarInBraces_SaysHowToWriteIt(string text, int column)
    {
        var bag = new DiagnosticBag();

        Assert.Null(YamlReader.Read(text, "f.yaml", bag));

        var found = Assert.Single(bag.ToList());
        Assert.Equal(("AnchorInBraces", 1, column), (found.Code, found.Line, found.Column));
        Assert.Contains("each key on a line of its own", found.Suggestion, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a: {c: 1, b: &x 1}\nd: *x")]
    [InlineData("a:\n  b: &x 1\n  c: 2\nd: *x")]
    [InlineData("a: {b: &x {c: 1}, d: *x}")]
    public void Read_OfAnchorsWrittenAsAdvised_IsRead(string text) => Assert.NotNull(Read(text));

    [Theory]
    [InlineData("****")]
    [InlineData("*")]
    [InlineData("canary")]
    public void IsMasked_OfMasks_IsTrue(string text) => Assert.True(new DescriptorScalar(text, ScalarKind.String, DescriptorPosition.BuiltIn).IsMasked);

    [Theory]
    [InlineData("")]
    [InlineData("*a*")]
    [InlineData("Canary")]
    public void IsMasked_OfOtherText_IsFalse(string text) => Assert.False(new DescriptorScalar(text, ScalarKind.String, DescriptorPosition.BuiltIn).IsMasked);
}
