using System.Globalization;
using System.Text;
using System.Xml.Linq;

namespace EdgeProvision.ModelledWorld.Tests.World;

/// <summary>The front-end as OpenNebula's own tools reach it, for what users do beside the product.</summary>
internal sealed class FrontEndTools(TheWorld world) : IDisposable
{
    private readonly HttpMessageInvoker _invoker = new(new InProcessHandler("frontend", world.Sandbox.FrontEnd, new OutsideCalls(world.Clock, () => { })));

    /// <summary>A call that must succeed; its answer's second element.</summary>
    public async Task<string> CallAsync(string method, params object[] arguments)
    {
        var call = new XElement("methodCall", new XElement("methodName", method),
            new XElement("params", arguments.Prepend(TheWorld.Session).Select(a => new XElement("param", Value(a)))));
        using var request = new HttpRequestMessage(HttpMethod.Post, TheWorld.FrontEndEndpoint) { Content = new StringContent(call.ToString(SaveOptions.DisableFormatting), Encoding.UTF8, "text/xml") };
        using var response = await _invoker.SendAsync(request, CancellationToken.None);
        var values = XDocument.Parse(await response.Content.ReadAsStringAsync()).Descendants("data").First().Elements("value").Select(v => v.Value).ToList();
        Assert.True(values[0] == "1", $"{method}: {values[1]}");
        return values[1];
    }

    /// <summary>A virtual machine that runs on a host.</summary>
    public async Task<int> RunMachineAsync(int hostId, int datastoreId, string template)
    {
        var id = int.Parse(await CallAsync("one.vm.allocate", template, false), CultureInfo.InvariantCulture);
        await CallAsync("one.vm.deploy", id, hostId, false, datastoreId);
        return id;
    }

    public void Dispose() => _invoker.Dispose();

    private static XElement Value(object argument) => new("value", argument switch
    {
        int number => new XElement("i4", number.ToString(CultureInfo.InvariantCulture)),
        bool flag => new XElement("boolean", flag ? "1" : "0"),
        _ => new XElement("string", argument),
    });
}
