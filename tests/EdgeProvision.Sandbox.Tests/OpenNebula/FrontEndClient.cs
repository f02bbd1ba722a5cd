using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using EdgeProvision.Sandbox.Http;
using EdgeProvision.Sandbox.OpenNebula;

namespace EdgeProvision.Sandbox.Tests.OpenNebula;

/// <summary>A client of its own, so that the emulator's codec is not tested against itself.</summary>
internal sealed class FrontEndClient(FrontEndEmulator emulator, string session = FrontEndClient.Admin)
{
    internal const string Admin = "oneadmin:opennebula-test";
    internal const string Plain = "plain:plainpw";

    internal FrontEndClient As(string other) => new(emulator, other);

    /// <summary>A call as the recording writes it: <c>one.cluster.info(SESSION, 100, false)</c>.</summary>
    internal Task<FrontEndReply> PlayAsync(string text)
    {
        var open = text.IndexOf('(', StringComparison.Ordinal);
        var arguments = JsonDocument.Parse("[" + text[(open + 1)..text.LastIndexOf(')')].Replace("SESSION", "null", StringComparison.Ordinal) + "]");
        return CallAsync(text[..open], [.. arguments.RootElement.EnumerateArray().Skip(1).Select(Value)]);
    }

    internal async Task<FrontEndReply> CallAsync(string method, params object[] arguments)
    {
        var values = arguments.Prepend(session).Select(a => new XElement("param", new XElement("value", a switch
        {
            int number => new XElement("i4", number),
            bool flag => new XElement("boolean", flag ? 1 : 0),
            int[] list => new XElement("array", new XElement("data", list.Select(n => new XElement("value", new XElement("i4", n))))),
            _ => new XElement("string", a),
        })));
        var call = new XElement("methodCall", new XElement("methodName", method), new XElement("params", values));
        var reply = await PostAsync(call.ToString(SaveOptions.DisableFormatting));
        Assert.Equal(200, reply.Status);
        return FrontEndReply.Read(Encoding.UTF8.GetString(reply.Body));
    }

    internal async Task<XElement> InfoAsync(string method, params object[] arguments) => (await CallAsync(method, arguments)).Xml();

    internal async Task<int> IdAsync(string method, params object[] arguments) => (await CallAsync(method, arguments)).Id();

    internal Task<HttpReply> PostAsync(string body, string path = "/RPC2", string verb = "POST")
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            ["content-length"] = bytes.Length.ToString(CultureInfo.InvariantCulture),
        };
        return emulator.AnswerAsync(new HttpCall(verb, path, "", headers, bytes), TestContext.Current.CancellationToken);
    }

    private static object Value(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Number => element.GetInt32(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => element.GetString()!,
    };
}
