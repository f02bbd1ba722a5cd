using System.Text;
using System.Xml.Linq;
using EdgeProvision.Engine.OpenNebula;

namespace EdgeProvision.Engine.Tests.OpenNebula;

public sealed class CallEncoderTests
{
    [Fact]
    public void Encode_RecordedAddRange_SameDocument()
    {
        var body = CallEncoder.Encode("one.vn.add_ar", ["oneadmin:opennebula-test", 1, "AR=[ TYPE=\"IP4\", IP=\"10.0.0.10\", SIZE=\"5\" ]"]);

        var recorded = XDocument.Parse(Recorded.Text("wire-add-range.request.txt"));
        Assert.True(XNode.DeepEquals(recorded.Root, XDocument.Parse(Encoding.UTF8.GetString(body)).Root));
    }

    [Fact]
    public void Encode_AnyCall_StartsWithoutByteOrderMark() => Assert.Equal((byte)'<', CallEncoder.Encode("m", [])[0]);

    [Fact]
    public void Encode_ThreeTypes_UsesTheirTags()
    {
        var text = Encoding.UTF8.GetString(CallEncoder.Encode("m", ["ü<&>\"", -1, true, false]));

        Assert.Contains("<string>ü&lt;&amp;&gt;\"</string>", text, StringComparison.Ordinal);
        Assert.Contains("<i4>-1</i4>", text, StringComparison.Ordinal);
        Assert.Contains("<boolean>1</boolean>", text, StringComparison.Ordinal);
        Assert.Contains("<boolean>0</boolean>", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Encode_LineBreaks_SurviveXmlParsing()
    {
        const string Text = "a\r\nb\tc\rd";
        var body = CallEncoder.Encode("m", [Text]);

        using var stream = new MemoryStream(body);
        Assert.Equal(Text, XDocument.Load(stream).Descendants("string").Single().Value);
    }

    [Theory]
    [InlineData("a\u0001b")]
    [InlineData("a\0")]
    public void Encode_CharacterThatXmlCannotCarry_Throws(string text) =>
        Assert.Throws<ArgumentException>(() => CallEncoder.Encode("m", [text]));

    [Fact]
    public void Encode_HalfACharacter_Throws() => Assert.Throws<ArgumentException>(() => CallEncoder.Encode("m", ["\uD800"]));
}
