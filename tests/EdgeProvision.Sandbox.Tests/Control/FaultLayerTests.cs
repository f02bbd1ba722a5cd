using System.Text;
using EdgeProvision.Sandbox.Control;
using EdgeProvision.Sandbox.Http;
using EdgeProvision.Sandbox.Tests.Packet;

namespace EdgeProvision.Sandbox.Tests.Control;

public sealed class FaultLayerTests : IAsyncDisposable
{
    private const string Devices = $"/projects/{PacketBench.Project}/devices";
    private static readonly CallMatch Create = new() { Service = "packet", Method = "POST", Path = "/projects/*/devices" };
    private readonly PacketBench _bench = new();
    private readonly FaultBoard _board;

    public FaultLayerTests()
    {
        _board = new FaultBoard(_bench.Clock);
        _bench.App = new FaultLayer("packet", _bench.Emulator, _board);
    }

    public async ValueTask DisposeAsync()
    {
        await _board.DisposeAsync();
        await _bench.DisposeAsync();
    }

    [Fact]
    public async Task AnswerAsync_LostAnswer_TheDeviceExistsAndNobodyWasTold()
    {
        _board.Add(new FaultOrder { Kind = FaultKind.LostAnswer, Match = Create });
        var reply = await CreateAsync("node1");
        Assert.Equal(Delivery.Dropped, reply.Delivery);
        Assert.Single(_bench.Emulator.Ledger.Entries);
        Assert.Equal(Delivery.Whole, (await CreateAsync("node2")).Delivery);
    }

    [Theory]
    [InlineData(FaultKind.Drop, CallMoment.Before, Delivery.Dropped, 0)]
    [InlineData(FaultKind.Reset, CallMoment.Before, Delivery.Reset, 0)]
    [InlineData(FaultKind.Reset, CallMoment.After, Delivery.Reset, 1)]
    [InlineData(FaultKind.Truncate, CallMoment.Before, Delivery.Truncated, 1)]
    [InlineData(FaultKind.Status, CallMoment.After, Delivery.Whole, 1)]
    [InlineData(FaultKind.Status, CallMoment.Before, Delivery.Whole, 0)]
    public async Task AnswerAsync_Fault_StrikesBeforeOrAfterTheAction(FaultKind kind, CallMoment when, Delivery delivery, int bought)
    {
        _board.Add(new FaultOrder { Kind = kind, When = when, Match = Create });
        Assert.Equal(delivery, (await CreateAsync("node1")).Delivery);
        Assert.Equal(bought, _bench.Emulator.Ledger.Entries.Count);
    }

    [Fact]
    public async Task AnswerAsync_NthAndTimes_StrikeThoseOnly()
    {
        _board.Add(new FaultOrder { Kind = FaultKind.Status, Status = 429, RetryAfter = 7, Match = Create, Nth = 2, Times = 2 });
        var replies = new List<HttpReply>();
        for (var i = 1; i <= 4; i++)
            replies.Add(await CreateAsync($"node{i}"));
        Assert.Equal([201, 429, 429, 201], replies.Select(reply => reply.Status));
        Assert.Equal("7", replies[1].Headers["Retry-After"]);
        Assert.Equal(200, (await _bench.CallAsync("GET", Devices)).Status);
    }

    [Fact]
    public async Task AnswerAsync_TwoRules_EachCountsEveryCall()
    {
        _board.Add(new FaultOrder { Kind = FaultKind.Status, Status = 500, Match = Create });
        _board.Add(new FaultOrder { Kind = FaultKind.Status, Status = 502, Match = Create, Nth = 2 });
        _board.Add(new FaultOrder { Kind = FaultKind.Status, Status = 504, Match = Create, Nth = 2 });
        var replies = new List<HttpReply>();
        for (var i = 1; i <= 4; i++)
            replies.Add(await CreateAsync($"node{i}"));
        Assert.Equal([500, 502, 504, 201], replies.Select(reply => reply.Status));
    }

    [Fact]
    public async Task AnswerAsync_TwoHolds_EachCountsEveryCall()
    {
        var ids = new[] { 1, 2, 2 }.Select(nth => _board.Arm(new HoldOrder { Match = Create, Nth = nth })).ToList();
        var calls = new List<Task<HttpReply>>();
        foreach (var id in ids)
        {
            calls.Add(CreateAsync($"node{calls.Count}"));
            var held = _board.WaitUntilHeldAsync(id, TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken);
            Assert.True(await held.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken));
        }

        _board.ReleaseAll();
        Assert.All(await Task.WhenAll(calls), reply => Assert.Equal(201, reply.Status));
    }

    [Fact]
    public async Task AnswerAsync_Probability_IsRepeatableAndNeitherNeverNorAlways()
    {
        _board.Add(new FaultOrder { Kind = FaultKind.Status, Times = 0, Probability = 0.3 });
        var failed = 0;
        for (var i = 0; i < 200; i++)
            failed += (await _bench.CallAsync("GET", "/projects")).Status == 503 ? 1 : 0;
        Assert.InRange(failed, 30, 90);
    }

    [Fact]
    public async Task AnswerAsync_LateAction_TheDeviceAppearsAfterTheCallerHasGone()
    {
        _board.Add(new FaultOrder { Kind = FaultKind.LateAction, DelayMs = 3000, Match = Create });
        Assert.Equal(Delivery.Dropped, (await CreateAsync("node1")).Delivery);
        _bench.Clock.Advance(TimeSpan.FromMilliseconds(2900));
        Assert.Empty(_bench.Emulator.Ledger.Entries);
        await _bench.UntilAsync(() => Task.FromResult(_bench.Emulator.Ledger.Entries.Count == 1));
    }

    [Fact]
    public async Task AnswerAsync_LateAnswer_IsDoneAtOnceAndToldLater()
    {
        _board.Add(new FaultOrder { Kind = FaultKind.LateAnswer, DelayMs = 3000, Match = Create });
        var call = CreateAsync("node1");
        Assert.Single(_bench.Emulator.Ledger.Entries);
        _bench.Clock.Advance(TimeSpan.FromMilliseconds(2900));
        Assert.False(call.IsCompleted);
        _bench.Clock.Advance(TimeSpan.FromMilliseconds(100));
        Assert.Equal((201, Delivery.Whole), ((await call).Status, (await call).Delivery));
    }

    [Fact]
    public async Task AnswerAsync_Latency_TakesItsTimeOnTheClock()
    {
        _board.Set(new Latency("packet", 500, 100));
        var call = _bench.CallAsync("GET", "/projects");
        _bench.Clock.Advance(TimeSpan.FromMilliseconds(499));
        Assert.False(call.IsCompleted);
        _bench.Clock.Advance(TimeSpan.FromMilliseconds(101));
        Assert.Equal(200, (await call).Status);
    }

    [Fact]
    public async Task AnswerAsync_HeldBefore_NothingHappensUntilRelease()
    {
        var id = _board.Arm(new HoldOrder { Match = Create, Nth = 2 });
        await CreateAsync("node1");
        var held = CreateAsync("node2");
        Assert.True(await _board.WaitUntilHeldAsync(id, TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken));
        Assert.Single(_bench.Emulator.Ledger.Entries);
        Assert.True(_board.Release(id));
        Assert.Equal(201, (await held).Status);
        Assert.Equal(2, _bench.Emulator.Ledger.Entries.Count);
    }

    [Fact]
    public async Task AnswerAsync_HeldAfter_ItHasHappenedAndMayBeLost()
    {
        var id = _board.Arm(new HoldOrder { Match = Create with { Contains = "node2" }, When = CallMoment.After });
        Assert.Equal(201, (await CreateAsync("node1")).Status);
        var held = CreateAsync("node2");
        Assert.True(await _board.WaitUntilHeldAsync(id, TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken));
        Assert.Equal(2, _bench.Emulator.Ledger.Entries.Count);
        _board.Release(id, HoldOutcome.Reset);
        Assert.Equal(Delivery.Reset, (await held).Delivery);
    }

    [Fact]
    public async Task WaitUntilHeldAsync_NoCall_IsFalseAfterTheTime()
    {
        var id = _board.Arm(new HoldOrder { Match = Create });
        var waiting = _board.WaitUntilHeldAsync(id, TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken);
        _bench.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.False(await waiting);
    }

    [Fact]
    public async Task AnswerAsync_XmlRpc_IsMatchedAndCountedByItsMethod()
    {
        var layer = new FaultLayer("frontend", new Http.EchoApp(), _board);
        _board.Add(new FaultOrder { Kind = FaultKind.Drop, Match = new CallMatch { Service = "frontend", RpcMethod = "one.host.*" } });
        Assert.Equal(Delivery.Whole, (await RpcAsync(layer, "one.hostpool.info")).Delivery);
        Assert.Equal(Delivery.Dropped, (await RpcAsync(layer, "one.host.info")).Delivery);
        await _bench.CallAsync("GET", $"/metal/v1/devices/{Guid.NewGuid()}");
        Assert.Equal(["frontend one.host.info", "frontend one.hostpool.info", "packet GET /devices/*"], _board.Counters().Keys);
    }

    private static Task<HttpReply> RpcAsync(IHttpApp app, string method) => app.AnswerAsync(
        new HttpCall("POST", "/RPC2", "", new Dictionary<string, string>(), Encoding.UTF8.GetBytes($"<?xml version=\"1.0\"?><methodCall><methodName>{method}</methodName></methodCall>")),
        TestContext.Current.CancellationToken);

    private Task<HttpReply> CreateAsync(string hostname) => _bench.CallAsync("POST", Devices, PacketBench.Order(hostname));
}
