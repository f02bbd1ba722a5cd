using System.Net;
using System.Net.Sockets;
using System.Text;
using EdgeProvision.Engine.Providers;
using EdgeProvision.Engine.Providers.Http;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Tests.Providers.Http;

/// <summary>The real transport against a real socket: what the rest of the tests only play.</summary>
public sealed class TransportTests
{
    [Fact]
    public async Task Create_NothingListens_IsNotSent()
    {
        using var drivers = new ProviderDrivers(new RestOptions());
        var result = await Open(drivers, FreePort()).CreateDeviceAsync(ProviderWorld.Request(), TestContext.Current.CancellationToken);

        var error = Assert.IsType<CreateResult.NotSent>(result).Error;
        Assert.Equal("ProviderUnreachable", error.Code);
        Assert.Contains("refused", error.Message);
    }

    [Fact]
    public async Task Create_ServerClosesWithoutAnswer_IsUnansweredAndSentOnce()
    {
        using var listener = Listen();
        var connections = 0;
        var serving = ServeAsync(listener, _ => { connections++; return ""; });
        using var drivers = new ProviderDrivers(new RestOptions());

        var result = await Open(drivers, Port(listener)).CreateDeviceAsync(ProviderWorld.Request(), TestContext.Current.CancellationToken);

        Assert.IsType<CreateResult.Unanswered>(result);
        Assert.Equal(1, connections);
        listener.Stop();
        await serving;
    }

    [Fact]
    public async Task Get_AnswerShorterThanItsLength_IsInvalidAnswer()
    {
        using var listener = Listen();
        var serving = ServeAsync(listener, _ => "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{\"id\":");
        using var drivers = new ProviderDrivers(new RestOptions { MaxRepeats = 0 });

        var error = await Assert.ThrowsAnyAsync<EdgeException>(
            () => Open(drivers, Port(listener)).GetDeviceAsync("d-1", TestContext.Current.CancellationToken));

        Assert.Equal("ProviderInvalidAnswer", error.Code);
        Assert.Contains("broke off", error.Message);
        listener.Stop();
        await serving;
    }

    [Fact]
    public async Task Get_RedirectOnTheWire_IsNotFollowed()
    {
        using var listener = Listen();
        var paths = new List<string>();
        var serving = ServeAsync(listener, request =>
        {
            paths.Add(request.Split('\r')[0]);
            return "HTTP/1.1 307 Elsewhere\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
        });
        using var drivers = new ProviderDrivers(new RestOptions());

        var error = await Assert.ThrowsAnyAsync<EdgeException>(
            () => Open(drivers, Port(listener)).GetDeviceAsync("d-1", TestContext.Current.CancellationToken));

        Assert.Equal("ProviderInvalidAnswer", error.Code);
        Assert.Equal(["GET /devices/d-1 HTTP/1.1"], paths);
        listener.Stop();
        await serving;
    }

    private static IProviderDriver Open(ProviderDrivers drivers, int port) => drivers.Open(new ProviderSettings(
        "packet", new Uri($"http://127.0.0.1:{port}/"), new Dictionary<string, string> { ["packet_token"] = ProviderWorld.Token },
        ProviderWorld.Project, null, null));

    private static TcpListener Listen()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return listener;
    }

    private static int Port(TcpListener listener) => ((IPEndPoint)listener.LocalEndpoint).Port;

    private static int FreePort()
    {
        using var listener = Listen();
        return Port(listener);
    }

    private static async Task ServeAsync(TcpListener listener, Func<string, string> answer)
    {
        try
        {
            while (true)
            {
                using var client = await listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
                var stream = client.GetStream();
                var buffer = new byte[16 * 1024];
                var count = await stream.ReadAsync(buffer);
                await stream.WriteAsync(Encoding.ASCII.GetBytes(answer(Encoding.ASCII.GetString(buffer, 0, count))));
            }
        }
        catch (Exception e) when (e is SocketException or InvalidOperationException or OperationCanceledException)
        {
            // The listener was stopped, while it accepted or just before it did again: the test is over.
        }
    }
}
