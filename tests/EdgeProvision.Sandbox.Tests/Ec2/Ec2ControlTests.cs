using System.Text;
using System.Text.Json.Nodes;
using EdgeProvision.Sandbox.Control;
using EdgeProvision.Sandbox.Http;
using EdgeProvision.Sandbox.Tests.Packet;

namespace EdgeProvision.Sandbox.Tests.Ec2;

/// <summary>EC2 as a test in another process steers it.</summary>
public sealed class Ec2ControlTests : IAsyncDisposable
{
    private readonly Ec2Bench _bench = new();
    private readonly PacketBench _packet = new();
    private readonly FaultBoard _board;
    private readonly ControlApi _control;

    public Ec2ControlTests()
    {
        _board = new FaultBoard(_bench.Clock);
        _bench.App = new FaultLayer("ec2", _bench.Emulator, _board);
        _control = new ControlApi(new ControlledWorld(_board, _packet.Emulator, _bench.Room) { Ec2 = _bench.Emulator }, "secret");
    }

    public async ValueTask DisposeAsync()
    {
        await _board.DisposeAsync();
        await _bench.DisposeAsync();
        await _packet.DisposeAsync();
    }

    [Fact]
    public async Task Faults_OfAnAction_StrikeItAlone()
    {
        await PostAsync("/faults", """{"match":{"service":"ec2","action":"Describe*","contains":"VpcId"},"kind":"status","status":503,"code":"RequestLimitExceeded","retryAfter":2,"times":0}""", 201);
        Assert.NotEmpty(await _bench.ValuesAsync("DescribeVpcs", "vpcSet/item/vpcId"));
        var reply = await _bench.SendAsync(_bench.Sign("DescribeVpcs", ["VpcId.1=vpc-00000001"]));
        Assert.Equal("503 RequestLimitExceeded", Ec2Bench.Refusal(reply));
        Assert.Equal("2", reply.Headers["Retry-After"]);
        await PostAsync("/faults", """{"match":{"action":"RunInstances"},"kind":"status","status":500,"when":"after"}""", 201);
        Assert.Equal("500 InternalError", await _bench.RefusedAsync("RunInstances", await _bench.OrderAsync()));
        Assert.Single(_bench.Emulator.Ledger.Entries);
    }

    [Fact]
    public async Task Conditions_LagCapacityBucketFailAndMute_ReachTheEmulator()
    {
        await PostAsync("/provider/ec2", """{"capacity":{"count":1,"type":"m5.large"},"failNext":1}""");
        await _bench.UntilStateAsync(await _bench.RunAsync(), "terminated");
        Assert.Equal("500 InsufficientInstanceCapacity", await _bench.RefusedAsync("RunInstances", await _bench.OrderAsync()));
        await PostAsync("/provider/ec2", """{"bucket":{"size":1,"refill":0,"action":"DescribeSubnets"},"lagMs":60000}""");
        await _bench.CallAsync("DescribeSubnets");
        Assert.Equal("503 RequestLimitExceeded", await _bench.RefusedAsync("DescribeSubnets"));
        var vpc = await _bench.ValueAsync("CreateVpc", "vpc/vpcId", "CidrBlock=10.0.0.0/16");
        Assert.Equal("400 InvalidVpcID.NotFound", await _bench.RefusedAsync("DeleteVpc", $"VpcId={vpc}"));
        Assert.Equal(200, (await SendAsync("DELETE", "/faults", "")).Status);
        await _bench.CallAsync("DeleteVpc", $"VpcId={vpc}");
        await PostAsync("/provider/ec2", """{"muteNext":1}""");
        var mute = await _bench.RunUpAsync();
        Assert.False(_bench.Room.IsOn(mute));
        await PostAsync($"/provider/ec2/instances/{mute}/fail", "{}");
        await _bench.UntilStateAsync(mute, "terminated");
        await PostAsync("/provider/ec2/instances/none/fail", "{}", 404);
        await PostAsync("/provider/ec2", """{"listLagMs":1}""", 400);
    }

    [Fact]
    public async Task StateAndCalls_ShowTheWorldWithoutSecrets()
    {
        var id = await _bench.RunUpAsync("TagSpecification.1.ResourceType=instance", "TagSpecification.1.Tag.1.Key=edge-key", "TagSpecification.1.Tag.1.Value=k");
        var state = JsonNode.Parse((await SendAsync("GET", "/state", "")).Body)!["providers"]!["ec2"]!;
        Assert.Equal((id, "running", "edge-key=k"), ((string)state["instances"]![0]!["id"]!, (string)state["instances"]![0]!["state"]!, (string)state["instances"]![0]!["tags"]![0]!));
        Assert.Equal("instance", (string)state["ledger"]![0]!["kind"]!);
        var calls = JsonNode.Parse((await SendAsync("GET", "/calls", "", "service=ec2")).Body)!;
        Assert.Equal(1, (int)calls["counters"]!["ec2 RunInstances"]!);
        Assert.Contains(calls["calls"]!.AsArray(), call => (string?)call!["action"] == "RunInstances");
        Assert.DoesNotContain(Ec2Bench.Own.SecretKey, state.ToJsonString() + calls.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Conditions_WorldWithoutEc2_AreUnknown()
    {
        var bare = new ControlApi(new ControlledWorld(_board, _packet.Emulator, _bench.Room), "secret");
        Assert.Equal(404, (await SendAsync("POST", "/provider/ec2", "{}", api: bare)).Status);
    }

    private async Task PostAsync(string path, string body, int status = 200)
    {
        var reply = await SendAsync("POST", path, body);
        Assert.True(reply.Status == status, $"{reply.Status} {Encoding.UTF8.GetString(reply.Body)}");
    }

    private Task<HttpReply> SendAsync(string method, string path, string body, string query = "", ControlApi? api = null)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["Authorization"] = "Bearer secret" };
        return (api ?? _control).AnswerAsync(new HttpCall(method, path, query, headers, Encoding.UTF8.GetBytes(body)), TestContext.Current.CancellationToken);
    }
}
