using System.Text;
using EdgeProvision.Engine.OpenNebula;
using FsCheck.Xunit;

namespace EdgeProvision.Engine.Tests.OpenNebula;

public sealed class AnswerDecoderTests
{
    private const string Head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";

    [Fact]
    public void Decode_RecordedVersion_Succeeds() =>
        Assert.Equal(new WireSuccess("6.10.5"), AnswerDecoder.Decode(Recorded.Bytes("wire-system-version.response.txt")));

    [Fact]
    public void Decode_RecordedId_Succeeds() =>
        Assert.Equal(new WireSuccess("1"), AnswerDecoder.Decode(Recorded.Bytes("wire-add-range.response.txt")));

    [Fact]
    public void Decode_RecordedFailure_GivesCodeAndMessage() => Assert.Equal(
        new WireFailure(8192, "[one.cluster.allocate] NAME is already taken by CLUSTER 100.", null),
        AnswerDecoder.Decode(Recorded.Bytes("wire-cluster-name-taken.response.txt")));

    [Fact]
    public void Decode_FailureWithObjectId_GivesId()
    {
        var answer = Decode(Items("<boolean>0</boolean>", "<string>gone</string>", "<i4>1024</i4>", "<i4>999</i4>", "<i8>-1</i8>"));

        Assert.Equal(new WireFailure(1024, "gone", 999), answer);
    }

    [Theory]
    [InlineData("fault-malformed.txt")]
    [InlineData("fault-ampersand.txt")]
    public void Decode_RecordedFault_GivesCode(string file) =>
        Assert.Equal(-503, Assert.IsType<WireFault>(AnswerDecoder.Decode(Recorded.Bytes(file))).Code);

    [Fact]
    public void Decode_UntypedValue_IsText() =>
        Assert.Equal(new WireSuccess("plain"), Decode(Items("<boolean>1</boolean>", "plain", "<i4>0</i4>")));

    [Theory]
    [InlineData("html-404.txt")]
    [InlineData("html-400.txt")]
    public void Decode_RecordedWebPage_IsRefused(string file) =>
        Assert.Throws<AnswerFormatException>(() => AnswerDecoder.Decode(Recorded.Bytes(file)));

    [Theory]
    [InlineData("")]
    [InlineData("OK")]
    [InlineData("<html><body>login</body></html>")]
    [InlineData("<methodResponse/>")]
    [InlineData("<methodResponse><params><param><value><string>x</string></value></param></params></methodResponse>")]
    [InlineData("<methodResponse><fault><value><struct/></value></fault></methodResponse>")]
    public void Decode_NotAnAnswer_IsRefused(string body) => Assert.Throws<AnswerFormatException>(() => Decode(body));

    [Theory]
    [InlineData("<i4>1</i4>", "<string>x</string>", "<i4>0</i4>")]
    [InlineData("<boolean>2</boolean>", "<string>x</string>", "<i4>0</i4>")]
    [InlineData("<boolean>0</boolean>", "<string>x</string>", "<string>256</string>")]
    [InlineData("<boolean>0</boolean>", "<i4>5</i4>", "<i4>256</i4>")]
    [InlineData("<boolean>0</boolean>", "<string>x</string>", "<i4>99999999999999</i4>")]
    [InlineData("<boolean>1</boolean>", "<struct/>", "<i4>0</i4>")]
    [InlineData("<boolean>1</boolean>", "<string><b>x</b></string>", "<i4>0</i4>")]
    public void Decode_WrongTypes_IsRefused(string first, string second, string third) =>
        Assert.Throws<AnswerFormatException>(() => Decode(Items(first, second, third)));

    [Fact]
    public void Decode_DocumentTypeWithEntities_IsRefused()
    {
        const string Bomb = "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]>";

        Assert.Throws<AnswerFormatException>(
            () => Decode(Head + Bomb + "<methodResponse><params><param><value>&b;</value></param></params></methodResponse>"));
    }

    [Fact]
    public void Decode_ExternalEntity_IsRefused() => Assert.Throws<AnswerFormatException>(
        () => Decode(Head + "<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><methodResponse>&a;</methodResponse>"));

    [Fact]
    public void Decode_NestedTooDeep_IsRefused() => Assert.Throws<AnswerFormatException>(
        () => Decode(string.Concat(Enumerable.Repeat("<a>", 200_000))));

    [Fact]
    public void Decode_LargerThanTheLimit_IsRefused() => Assert.Throws<AnswerFormatException>(
        () => AnswerDecoder.Decode(new byte[AnswerDecoder.SizeLimit + 1]));

    [Fact]
    public void Decode_EveryTruncation_IsRefused()
    {
        var body = Recorded.Bytes("wire-cluster-name-taken.response.txt");
        var whole = Encoding.UTF8.GetString(body).TrimEnd().Length;

        for (var length = 0; length < whole; length++)
            Assert.Throws<AnswerFormatException>(() => AnswerDecoder.Decode(body.AsMemory(0, length)));
    }

    [Property]
    public void Decode_AnyBytes_AnswersOrRefuses(byte[] body)
    {
        try
        {
            Assert.NotNull(AnswerDecoder.Decode(body));
        }
        catch (AnswerFormatException refused)
        {
            Assert.NotEmpty(refused.Message);
        }
    }

    private static string Items(params string[] items) =>
        $"{Head}<methodResponse><params><param><value><array><data>{string.Concat(items.Select(item => $"<value>{item}</value>"))}"
        + "</data></array></value></param></params></methodResponse>";

    private static WireAnswer Decode(string body) => AnswerDecoder.Decode(Encoding.UTF8.GetBytes(body));
}
