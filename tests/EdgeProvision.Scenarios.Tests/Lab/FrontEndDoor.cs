using System.Globalization;
using System.Text;
using System.Xml.Linq;
using EdgeProvision.Sandbox.Sessions;

namespace EdgeProvision.Scenarios.Tests.Lab;

/// <summary>The front-end as OpenNebula's own tools reach it: XML-RPC by hand, with nothing of the product between.</summary>
internal sealed class FrontEndDoor(SandboxSession session) : IDisposable
{
    private readonly HttpClient _client = new();

    /// <summary>A call that must succeed; its answer's second element.</summary>
    public async Task<string> CallAsync(string method, CancellationToken cancellationToken, params object[] arguments)
    {
        var call = new XElement("methodCall", new XElement("methodName", method),
            new XElement("params", new object[] { session.FrontEndCredentials }.Concat(arguments).Select(a => new XElement("param", Value(a)))));
        using var body = new StringContent(call.ToString(SaveOptions.DisableFormatting), Encoding.UTF8, "text/xml");
        using var response = await _client.PostAsync(session.FrontEndEndpoint, body, cancellationToken);
        var values = XDocument.Parse(await response.Content.ReadAsStringAsync(cancellationToken)).Descendants("data").First().Elements("value").Select(v => v.Value).ToList();
        Assert.True(values[0] == "1", $"{method}: {values[1]}");
        return values[1];
    }

    /// <summary>A virtual machine that runs on a host.</summary>
    public async Task<int> RunMachineAsync(int hostId, int datastoreId, string template, CancellationToken cancellationToken)
    {
        var id = int.Parse(await CallAsync("one.vm.allocate", cancellationToken, template, false), CultureInfo.InvariantCulture);
        await CallAsync("one.vm.deploy", cancellationToken, id, hostId, false, datastoreId);
        return id;
    }

    public void Dispose() => _client.Dispose();

    private static XElement Value(object argument) => new("value", argument switch
    {
        int number => new XElement("i4", number.ToString(CultureInfo.InvariantCulture)),
        bool flag => new XElement("boolean", flag ? "1" : "0"),
        _ => new XElement("string", argument),
    });
}
