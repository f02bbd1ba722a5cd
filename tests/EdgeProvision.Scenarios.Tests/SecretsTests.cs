using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using EdgeProvision.Scenarios.Tests.Lab;

namespace EdgeProvision.Scenarios.Tests;

/// <summary>Whoever tries the sandbox with real credentials in the environment or in the descriptor does not send them anywhere.</summary>
public sealed class SecretsTests(EdgeLab lab) : Scenario(lab)
{
    private const string Token = "real-token-of-a-careless-person";
    private const string Project = "7e1f7b3e-0000-4000-8000-00000000real";

    [Fact]
    public async Task Create_RealCredentialsAtHand_AreSentNowhereAndKeptNowhere()
    {
        using var realService = new TcpListener(IPAddress.Loopback, 0);
        realService.Start();
        var descriptor = Path.Combine(Lab.Home, "careless.yaml");
        var text = await File.ReadAllTextAsync(Tree.Descriptor("edge"), Stop);
        await File.WriteAllTextAsync(
            descriptor, text.Replace("driver: packet", $"driver: packet\n    packet_token: {Token}\n    packet_project: {Project}\n    packet_endpoint: http://{realService.LocalEndpoint}", StringComparison.Ordinal), Stop);
        var variables = new Dictionary<string, string?> { ["PACKET_TOKEN"] = Token, ["PACKET_PROJECT"] = Project, ["PACKET_ENDPOINT"] = $"http://{realService.LocalEndpoint}" };

        var said = await Lab.Start(variables, "create", descriptor, "-D").SucceedsAsync(Stop);

        Assert.False(realService.Pending(), "Something has connected to the endpoint of the environment.");
        Assert.DoesNotContain(Token, said, StringComparison.Ordinal);
        Assert.DoesNotContain(Lab.Session.PacketToken, said, StringComparison.Ordinal);
        // The emulated provider knows one token only: another one would have been refused.
        Assert.DoesNotContain(await Control.CallsAsync(0, Stop), call => call.Status is 401 or 403);
        var world = await Control.SendAsync(HttpMethod.Get, "/state", null, Stop);
        Assert.All(Texts(world), value =>
        {
            Assert.DoesNotContain(Token, value, StringComparison.Ordinal);
            Assert.DoesNotContain(Token, Decoded(value), StringComparison.Ordinal);
        });
        await DeleteAsync("edge");
        Assert.False(realService.Pending());
    }

    private static IEnumerable<string> Texts(JsonNode? node) => node switch
    {
        JsonObject map => map.SelectMany(pair => Texts(pair.Value)),
        JsonArray list => list.SelectMany(Texts),
        JsonValue value when value.TryGetValue<string>(out var text) => [text],
        _ => [],
    };

    private static string Decoded(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) ? Encoding.UTF8.GetString(bytes, 0, length) : "";
    }
}
