using System.Text;
using EdgeProvision.Sandbox.Http;
using EdgeProvision.Sandbox.OpenNebula;

namespace EdgeProvision.Sandbox.Tests.OpenNebula;

/// <summary>Bytes and HTTP: what clients meet before any object does.</summary>
public sealed class WireTests
{
    private const string VersionCall =
        "<methodCall><methodName>one.system.version</methodName><params><param><value>{0}</value></param></params></methodCall>";

    [Fact]
    public async Task Version_TypedSession_AnswersTheRecordedBytes()
    {
        var reply = await PostAsync(string.Format(null, VersionCall, $"<string>{FrontEndClient.Admin}</string>"));
        const string recorded = """
            <?xml version="1.0" encoding="UTF-8"?>
            <methodResponse>
            <params>
            <param><value><array><data>
            <value><boolean>1</boolean></value>
            <value><string>6.10.5</string></value>
            <value><i4>0</i4></value>
            </data></array></value></param>
            </params>
            </methodResponse>

            """;
        Assert.Equal(recorded.ReplaceLineEndings("\r\n"), Encoding.UTF8.GetString(reply.Body));
        Assert.Equal(264, reply.Body.Length);
        Assert.Equal("text/xml; charset=utf-8", reply.ContentType);
        Assert.Equal("close", reply.Headers["Connection"]);
    }

    [Fact]
    public async Task Refusal_NameTaken_AnswersTheRecordedBytes()
    {
        using var world = new FrontEndWorld();
        await world.Client.IdAsync("one.cluster.allocate", "edge-a");
        var reply = await world.Client.PostAsync(
            $"<methodCall><methodName>one.cluster.allocate</methodName><params><param><value><string>{FrontEndClient.Admin}</string></value></param>"
            + "<param><value><string>edge-a</string></value></param></params></methodCall>");
        Assert.Equal(377, reply.Body.Length);
        Assert.Contains("<value><i4>8192</i4></value>\r\n<value><i4>-1</i4></value>\r\n<value><i8>-1</i8></value>\r\n", Encoding.UTF8.GetString(reply.Body), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Session_Untyped_CountsAsString() => Assert.Contains("6.10.5",
        Encoding.UTF8.GetString((await PostAsync(string.Format(null, VersionCall, FrontEndClient.Admin))).Body), StringComparison.Ordinal);

    [Theory]
    [InlineData("hello", "syntax error")]
    [InlineData("<?xml version=\"1.0\"?><methodCall><methodName>one.system.version</methodName><params><param>", "Problem with token")]
    [InlineData("<methodCall><methodName>one.system.version</methodName><params><param><value><string>a&b</string></value></param></params></methodCall>", "Problem with token")]
    [InlineData("<methodCall><methodName>one.cluster.allocate</methodName><params><param><value><string>a\u0001b</string></value></param></params></methodCall>", "Problem with token")]
    [InlineData("<!DOCTYPE x [<!ENTITY a \"b\">]><methodCall><methodName>&a;</methodName></methodCall>", "not valid XML")]
    [InlineData("<other/>", "not a proper XML-RPC call")]
    public async Task Body_NotACall_IsFault503(string body, string text)
    {
        var reply = await PostAsync(body);
        var fault = FrontEndReply.Read(Encoding.UTF8.GetString(reply.Body));
        Assert.Equal((200, "fault", -503), (reply.Status, fault.Outcome, fault.Code));
        Assert.Contains(text, fault.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<a>", 200_000, "</a>")] // a tree that deep ends the process that walks it
    [InlineData("<a/>", 500_000, "")]
    [InlineData("<![CDATA[x]]>", 500_000, "")]
    public async Task Body_BeyondWhatACallCanNeed_IsFault503(string open, int count, string close)
    {
        var bomb = string.Concat(Enumerable.Repeat(open, count)) + string.Concat(Enumerable.Repeat(close, count));
        var reply = await PostAsync($"<methodCall><methodName>{bomb}</methodName></methodCall>");
        var fault = FrontEndReply.Read(Encoding.UTF8.GetString(reply.Body));
        Assert.Equal(("fault", -503), (fault.Outcome, fault.Code));
    }

    [Theory]
    [InlineData("POST", "/", 404)]
    [InlineData("GET", "/RPC2", 405)]
    [InlineData("GET", "/", 405)]
    public async Task Request_WrongPathOrVerb_IsRefusedInHtml(string verb, string path, int status)
    {
        using var world = new FrontEndWorld();
        var reply = await world.Client.PostAsync("<methodCall/>", path, verb);
        Assert.Equal((status, "text/html"), (reply.Status, reply.ContentType));
    }

    [Fact]
    public async Task Request_WithoutLengthOrBody_IsRefused()
    {
        using var world = new FrontEndWorld();
        var token = TestContext.Current.CancellationToken;
        var chunked = new HttpCall("POST", "/RPC2", "", new Dictionary<string, string> { ["Transfer-Encoding"] = "chunked" }, [60]);
        Assert.Equal(411, (await world.Emulator.AnswerAsync(chunked, token)).Status);
        Assert.Equal(400, (await world.Client.PostAsync("")).Status);
    }

    [Fact]
    public async Task MultiCall_SuccessAndFault_WrapsEachOnce()
    {
        using var world = new FrontEndWorld();
        static string Item(string method) => $"<value><struct><member><name>methodName</name><value>{method}</value></member><member><name>params</name>"
            + $"<value><array><data><value>{FrontEndClient.Admin}</value></data></array></value></member></struct></value>";
        var reply = await world.Client.PostAsync("<methodCall><methodName>system.multicall</methodName><params><param><value><array><data>"
            + Item("one.system.version") + Item("one.no.such") + "</data></array></value></param></params></methodCall>");
        var text = Encoding.UTF8.GetString(reply.Body);
        Assert.Contains("<value><array><data>\r\n<value><array><data>\r\n<value><boolean>1</boolean></value>\r\n<value><string>6.10.5", text, StringComparison.Ordinal);
        Assert.Contains("<i4>-506</i4>", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ListMethods_NoSession_NamesThem()
    {
        using var world = new FrontEndWorld();
        var reply = await world.Client.PostAsync("<methodCall><methodName>system.listMethods</methodName><params/></methodCall>");
        Assert.Contains("<value><string>one.vn.recover</string></value>", Encoding.UTF8.GetString(reply.Body), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("oneadmin:wrong")]
    [InlineData("nobody:opennebula-test")]
    [InlineData("oneadmin")]
    [InlineData("")]
    public async Task Session_Wrong_IsRefusedWith256(string session)
    {
        using var world = new FrontEndWorld();
        (await world.Client.As(session).CallAsync("one.clusterpool.info"))
            .IsRefused(256, "[one.clusterpool.info] User couldn't be authenticated, aborting call.");
    }

    private static async Task<HttpReply> PostAsync(string body)
    {
        using var world = new FrontEndWorld();
        return await world.Client.PostAsync(body);
    }
}
