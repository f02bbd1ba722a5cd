using System.Security;
using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using EdgeProvision.Sandbox.Control;
using EdgeProvision.Sandbox.Ec2;
using EdgeProvision.Sandbox.Hosts;
using EdgeProvision.Sandbox.Http;
using EdgeProvision.Sandbox.OpenNebula;
using EdgeProvision.Sandbox.Packet;
using EdgeProvision.Sandbox.Sessions;
using EdgeProvision.Sandbox.Tests.Ec2;
using EdgeProvision.Sandbox.Tests.Packet;
using Microsoft.Extensions.Time.Testing;

namespace EdgeProvision.Sandbox.Tests.Sessions;

public sealed class SandboxWorldTests : IAsyncDisposable
{
    private const string Range = "AR=[ TYPE=\"IP4\", SIZE=\"2\", IPAM_MAD=\"packet\", PACKET_IP_TYPE=\"public_ipv4\", FACILITY=\"ams1\", EDGE_KEY=\"p/net/pub/1\" ]";
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));
    private readonly PaperMachineRoom _room = new();
    private readonly SandboxWorld _world;

    public SandboxWorldTests() => _world = new SandboxWorld(_room, _clock, Options);

    private static SandboxWorldOptions Options => new()
    {
        Id = "paper",
        Packet = new PacketOptions { Tenants = [new PacketTenant("packet-token", PacketBench.Project, "sandbox")] },
        FrontEnd = new FrontEndOptions { Password = "opennebula" },
        PacketEndpoint = "http://packet.test",
        SshPrivateKey = "/keys/id",
        SshPublicKey = "/keys/id.pub",
        RepositoryBase = "file:///repo",
        ControlToken = "control-token",
        SettleTime = TimeSpan.FromSeconds(1.5),
    };

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task FrontEnd_SystemConfig_PublishesTheSandbox()
    {
        var config = XElement.Parse((await RpcAsync("one.system.config"))[1].Value).Element("EDGEPROVISION_SANDBOX")!;
        Assert.Equal(
            "ID=paper PACKET_ENDPOINT=http://packet.test PACKET_TOKEN=packet-token PACKET_PROJECT=" + PacketBench.Project
            + " SSH_PRIVATE_KEY=/keys/id SSH_PUBLIC_KEY=/keys/id.pub REPOSITORY_BASE=file:///repo REPOSITORY_KEY=" + SandboxRepository.KeyPath + " SETTLE_SECONDS=1.5",
            string.Join(' ', config.Elements().OrderBy(item => Array.IndexOf(Order, item.Name.LocalName)).Select(item => $"{item.Name}={item.Value}")));
    }

    [Fact]
    public async Task FrontEnd_WorldWithEc2_PublishesThatToo()
    {
        await using var world = new SandboxWorld(_room, _clock, Options with
        {
            Ec2 = new Ec2Options { Tenants = [new Ec2Tenant("AKID", "ec2-secret", "111111111111")], Regions = ["us-east-1", "eu-central-1"] },
            Ec2Endpoint = "http://ec2.test",
        });
        var config = XElement.Parse((await RpcAsync(world, "one.system.config"))[1].Value).Element("EDGEPROVISION_SANDBOX")!;
        Assert.Equal(
            ["http://ec2.test", "AKID", "ec2-secret", "us-east-1,eu-central-1"],
            new[] { "EC2_ENDPOINT", "EC2_ACCESS", "EC2_SECRET", "EC2_REGIONS" }.Select(name => config.Element(name)!.Value));
        Assert.Equal("packet-token", config.Element("PACKET_TOKEN")!.Value);
    }

    [Fact]
    public async Task Ec2_InstanceOfTheWorld_IsMonitoredByItsAddress()
    {
        await using var bench = new Ec2Bench();
        await using var world = new SandboxWorld(_room, _clock, Options with { Ec2 = new Ec2Options { Tenants = [Ec2Bench.Own] }, Ec2Endpoint = "http://ec2.test" });
        bench.App = world.Ec2!;
        await world.Ec2!.AnswerAsync(Ec2Bench.Sign("POST", "", Encoding.UTF8.GetBytes(string.Join('&', (await bench.OrderAsync()).Prepend("Action=RunInstances&Version=2016-11-15"))), Ec2Bench.Own, Ec2Bench.Region, _clock.GetUtcNow()), TestContext.Current.CancellationToken);
        var machine = (await UntilAsync(() => Task.FromResult(_room.List()), list => list.Count == 1))[0];
        var id = (await RpcAsync(world, "one.host.allocate", Text(machine.PublicAddress), Text("kvm"), Text("kvm"), Number(-1)))[1].Value;
        await UntilAsync(
            async () => XElement.Parse((await RpcAsync(world, "one.host.info", Number(int.Parse(id)), "<param><value><boolean>0</boolean></value></param>"))[1].Value),
            xml => xml.Descendants("TOTAL_CPU").Any(cpu => cpu.Value == "200"));
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["Authorization"] = "Bearer control-token" };
        var state = await world.Control.AnswerAsync(new HttpCall("GET", "/state", "", headers, []), TestContext.Current.CancellationToken);
        Assert.Equal(machine.Id, (string)JsonNode.Parse(state.Body)!["providers"]!["ec2"]!["instances"]![0]!["id"]!);
        Assert.DoesNotContain(Ec2Bench.Own.SecretKey, Encoding.UTF8.GetString(state.Body).Split("\"frontEnd\"")[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task FrontEnd_NetworkWithPacketRange_HoldsWhatTheProviderSold()
    {
        var id = (await RpcAsync("one.vn.allocate", Text($"NAME=\"pub\"\nVN_MAD=\"alias_sdnat\"\nEXTERNAL=\"YES\"\n{Range}"), Number(-1)))[1].Value;
        var network = await UntilAsync(() => InfoAsync("one.vn.info", id), xml => xml.Element("STATE")!.Value == "1");
        var range = network.Element("AR_POOL")!.Element("AR")!;
        Assert.Equal(("198.18.0.0", "2", "p/net/pub/1"), (range.Element("IP")!.Value, range.Element("SIZE")!.Value, range.Element("EDGE_KEY")!.Value));
        var sold = Assert.Single(_world.PacketEmulator.Ledger.Entries);
        Assert.Equal(sold.Id, range.Element("DEPLOY_ID")!.Value);

        await RpcAsync("one.vn.delete", Number(int.Parse(id)));
        await UntilAsync(() => Task.FromResult(_world.PacketEmulator.Ledger.Entries[0]), entry => entry.GoneAt is not null);
    }

    [Fact]
    public async Task FrontEnd_HostOfAMachine_IsMonitoredWhileItHasPower()
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["X-Auth-Token"] = "packet-token" };
        var order = new HttpCall("POST", $"/projects/{PacketBench.Project}/devices", "", headers, Encoding.UTF8.GetBytes(PacketBench.Order().ToJsonString()));
        Assert.Equal(201, (await _world.Packet.AnswerAsync(order, TestContext.Current.CancellationToken)).Status);
        var machine = (await UntilAsync(() => Task.FromResult(_room.List()), list => list.Count == 1))[0];
        var id = (await RpcAsync("one.host.allocate", Text(machine.PublicAddress), Text("kvm"), Text("kvm"), Number(-1)))[1].Value;
        var host = await UntilAsync(() => InfoAsync("one.host.info", id), xml => xml.Descendants("TOTAL_CPU").Any(cpu => cpu.Value == "400"));
        Assert.Equal("8178892", host.Descendants("TOTAL_MEM").First().Value);
        await _room.PowerOffAsync(machine.Id, TestContext.Current.CancellationToken);
        await UntilAsync(() => InfoAsync("one.host.info", id), xml => xml.Element("STATE")!.Value is not "2");
    }

    [Fact]
    public async Task Board_HoldOnTheFrontEnd_StopsOneCall()
    {
        var hold = _world.Board.Arm(new HoldOrder { Match = new CallMatch { Service = "frontend", RpcMethod = "one.cluster.allocate" }, When = CallMoment.After });
        var call = RpcAsync("one.cluster.allocate", Text("c"));
        Assert.True(await _world.Board.WaitUntilHeldAsync(hold, TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken));
        Assert.Contains("<NAME>c</NAME>", (await RpcAsync("one.clusterpool.info"))[1].Value, StringComparison.Ordinal);
        Assert.False(call.IsCompleted);
        _world.Board.Release(hold);
        Assert.Equal("1", (await call)[0].Value);
    }

    [Fact]
    public async Task Control_State_ShowsTheFrontEndsObjects()
    {
        await RpcAsync("one.cluster.allocate", Text("edge-cluster"));
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["Authorization"] = "Bearer control-token" };
        var reply = await _world.Control.AnswerAsync(new HttpCall("GET", "/state", "", headers, []), TestContext.Current.CancellationToken);
        Assert.Contains("edge-cluster", JsonNode.Parse(reply.Body)!["frontEnd"]!.ToJsonString(), StringComparison.Ordinal);
    }

    private static readonly string[] Order = ["ID", "PACKET_ENDPOINT", "PACKET_TOKEN", "PACKET_PROJECT", "SSH_PRIVATE_KEY", "SSH_PUBLIC_KEY", "REPOSITORY_BASE", "REPOSITORY_KEY", "SETTLE_SECONDS"];

    private static string Text(string text) => $"<param><value><string>{SecurityElement.Escape(text)}</string></value></param>";

    private static string Number(int number) => $"<param><value><i4>{number}</i4></value></param>";

    private async Task<XElement> InfoAsync(string method, string id) =>
        XElement.Parse((await RpcAsync(method, Number(int.Parse(id)), "<param><value><boolean>0</boolean></value></param>"))[1].Value);

    /// <summary>The elements of the answer's array.</summary>
    private Task<IReadOnlyList<XElement>> RpcAsync(string method, params string[] parameters) => RpcAsync(_world, method, parameters);

    private static async Task<IReadOnlyList<XElement>> RpcAsync(SandboxWorld world, string method, params string[] parameters)
    {
        var body = Encoding.UTF8.GetBytes($"<?xml version=\"1.0\"?><methodCall><methodName>{method}</methodName><params>{Text("oneadmin:opennebula")}{string.Concat(parameters)}</params></methodCall>");
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["Content-Length"] = body.Length.ToString(), ["Content-Type"] = "text/xml" };
        var reply = await world.FrontEnd.AnswerAsync(new HttpCall("POST", "/RPC2", "", headers, body), TestContext.Current.CancellationToken);
        var values = XDocument.Parse(Encoding.UTF8.GetString(reply.Body)).Descendants("data").First().Elements("value").ToList();
        Assert.True(values[0].Value == "1", $"{method}: {values[1].Value}");
        return values;
    }

    private async Task<T> UntilAsync<T>(Func<Task<T>> look, Predicate<T> condition)
    {
        for (var step = 0; step < 2000; step++)
        {
            var seen = await look();
            if (condition(seen))
                return seen;
            _clock.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Delay(1, TestContext.Current.CancellationToken);
        }

        Assert.Fail("The condition did not come true.");
        throw new InvalidOperationException();
    }
}
