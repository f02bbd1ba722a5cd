using System.Net;
using EdgeProvision.Sandbox.Http;
using EdgeProvision.Sandbox.OpenNebula;

namespace EdgeProvision.Sandbox.Sessions;

/// <summary>The five doors of a sandbox on loopback, each on a free port. They listen before there is a world behind them.</summary>
internal sealed class SandboxServers : IAsyncDisposable
{
    private readonly Mount _frontEnd = new();
    private readonly Mount _packet = new();
    private readonly Mount _ec2 = new();
    private readonly Mount _redfish = new();
    private readonly Mount _control = new();
    private readonly HttpServer _frontEndServer;
    private readonly HttpServer _packetServer;
    private readonly HttpServer _ec2Server;
    private readonly HttpServer _redfishServer;
    private readonly HttpServer _controlServer;

    public SandboxServers(TimeProvider timeProvider)
    {
        var loopback = new IPEndPoint(IPAddress.Loopback, 0);
        var options = new HttpServerOptions { TimeProvider = timeProvider };
        _frontEndServer = new HttpServer(_frontEnd, loopback, options with
        {
            MaxConnections = FrontEndEmulator.MaximumConnections, ReadTimeout = FrontEndEmulator.ConnectionTimeout,
        });
        _packetServer = new HttpServer(_packet, loopback, options);
        _ec2Server = new HttpServer(_ec2, loopback, options);
        _redfishServer = new HttpServer(_redfish, loopback, options);
        _controlServer = new HttpServer(_control, loopback, options);
        _frontEndServer.Start();
        _packetServer.Start();
        _ec2Server.Start();
        _redfishServer.Start();
        _controlServer.Start();
    }

    public string FrontEndEndpoint => $"http://{_frontEndServer.EndPoint}/RPC2";

    public string PacketEndpoint => $"http://{_packetServer.EndPoint}";

    public string Ec2Endpoint => $"http://{_ec2Server.EndPoint}";

    public string RedfishEndpoint => $"http://{_redfishServer.EndPoint}";

    public string ControlEndpoint => $"http://{_controlServer.EndPoint}";

    public void Put(SandboxWorld world)
    {
        _packet.Put(world.Packet);
        _ec2.Put(world.Ec2 ?? throw new ArgumentException("A sandbox has an EC2 service.", nameof(world)));
        _redfish.Put(world.Redfish ?? throw new ArgumentException("A sandbox has machines that stand.", nameof(world)));
        _control.Put(world.Control);
        _frontEnd.Put(world.FrontEnd);
    }

    public async ValueTask DisposeAsync()
    {
        // The control door closes last: it may still be asked to release what the others hold.
        await Task.WhenAll(_frontEndServer.StopAsync(), _packetServer.StopAsync(), _ec2Server.StopAsync(), _redfishServer.StopAsync());
        await _controlServer.StopAsync();
        await _frontEndServer.DisposeAsync();
        await _packetServer.DisposeAsync();
        await _ec2Server.DisposeAsync();
        await _redfishServer.DisposeAsync();
        await _controlServer.DisposeAsync();
    }
}
