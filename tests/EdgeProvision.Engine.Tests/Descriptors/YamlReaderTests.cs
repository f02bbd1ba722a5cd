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
    [InlineData("name: a\nhosts:\n  - im_mad: kvm\n    vm_mad: kvm\n   provision:\n      x: 1\n", 5, 4, "'provision:' is indented by 3 blanks, which fits nothing above it.", "an indentation of 0, 2 or 4.")]
    [InlineData("name: a\nhosts:\n  - im_mad: kvm\n     vm_mad: kvm\n", 4, 6, "'vm_mad: kvm' is indented by 5 blanks, which fits nothing above it.", "an indentation of 0, 2 or 4.")]
    [InlineData("name: a\nhosts:\n  - x: 1\n - x: 2\n", 4, 2, "'- x: 2' is indented by 1 blank, which fits nothing above it.", "an indentation of 0, 2 or 4.")]
    [InlineData("name: a\n  b: 1\n", 2, 3, "'b: 1' is indented by 2 blanks, which fits nothing above it.", "an indentation of 0.")]
    [InlineData("name: a\nplaybook default\nhosts: []\n", 2, 1, "the key in 'playbook default' has no colon.", "Write 'playbook: default'.")]
    [InlineData("name: a\nhosts:\n  - im_mad kvm\n    vm_mad: kvm\n", 3, 3, "the key in '- im_mad kvm' has no colon.", "Write 'im_mad: kvm'.")]
    [InlineData("name:a\nhosts: []\n", 1, 1, "in 'name:a' no blank stands behind the colon.", "A key and its value are written 'key: value'.")]
    [InlineData("name: \"abc\nhosts: []\n", 1, 7, "the quote that opens in 'name: \"abc' is not closed.", "Close it at the end of the value.")]
    [InlineData("name: a\nd: 'abc\nhosts: []\n", 2, 4, "the quote that opens in 'd: 'abc' is not closed.", "Close it at the end of the value.")]
    [InlineData("name: a\nar: [1, 2\nhosts: []\n", 2, 5, "the bracket [ in 'ar: [1, 2' is not closed.", "Close it with ].")]
    [InlineData("name: a\nar: {x: 1, y: 2\nhosts: []\n", 2, 5, "the brace { in 'ar: {x: 1, y: 2' is not closed.", "Close it with }.")]
    [InlineData("x: [\n", 1, 4, "the bracket [ in 'x: [' is not closed.", "Close it with ].")]
    [InlineData("name: a\nar: {x: 1 y: 2}\n", 2, 12, "in 'ar: {x: 1 y: 2}' a comma, or the bracket that closes, is missing before this place.", "Separate what stands in brackets by commas.")]
    [InlineData("name: a\nar: [1 2]]\n", 2, 10, "in 'ar: [1 2]]' something stands behind a value that has ended.", "Remove it, or put quotes around the whole value.")]
    [InlineData("name: a\nd: a: b\n", 2, 5, "the value in 'd: a: b' has a colon with a blank behind it.", "Put quotes around the value.")]
    [InlineData("name: @x\n", 1, 7, "a value cannot begin with @.", "Put quotes around it.")]
    [InlineData("ar: }\n", 1, 5, "a value cannot begin with }.", "Put quotes around it.")]
    [InlineData("name: a\nd: \"a\\q\"\n", 2, 6, "in double quotes a backslash begins an escape, and this is none.", "Put the value into single quotes, or write two backslashes.")]
    [InlineData("name: a\n- b\n", 2, 1, "'- b' is an item of a list, and a key is expected here.", "Indent it like the other items of its list, or give the list a key of its own.")]
    [InlineData("name: a\nhosts: - x: 1\n", 2, 8, "in 'hosts: - x: 1' a list begins behind its key.", "Begin it on the next line, each item behind a dash and a blank.")]
    [InlineData("name: *\n", 1, 7, "a value that begins with * or & is taken for an alias or an anchor.", "Put quotes around a value that begins with * or &.")]
    [InlineData("name: a\npacket_token 12345\nb: 1\n", 2, 1, "the key in 'packet_token …' has no colon.", "A key and its value are written 'key: value'.")]
    public void Read_OfAUsualMistake_SaysItInPlainWordsAtItsLine(string text, int line, int column, string message, string suggestion)
    {
        var bag = new DiagnosticBag();

        Assert.Null(YamlReader.Read(text, "f.yaml", bag));

        var found = Assert.Single(bag.ToList());
        Assert.Equal(("SyntaxError", line, column, "This is not YAML: " + message), (found.Code, found.Line, found.Column, found.Message));
        Assert.EndsWith(suggestion, found.Suggestion, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("packet_token: \"s3cret\nname: a\n")]
    [InlineData("name: a\nec2_secret s3cret\nb: 1\n")]
    [InlineData("a: {password: s3cret\nb: 1\n")]
    public void Read_OfAMistakeBesideASecret_DoesNotShowIt(string text)
    {
        var bag = new DiagnosticBag();

        Assert.Null(YamlReader.Read(text, "f.yaml", bag));
        Assert.DoesNotContain("s3cret", Assert.Single(bag.ToList()).ToString(), StringComparison.Ordinal);
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
