using System.Xml.Linq;
using EdgeProvision.Sandbox.OpenNebula;
using EdgeProvision.Sandbox.OpenNebula.Drivers;

namespace EdgeProvision.Sandbox.Tests.OpenNebula;

/// <summary>Address ranges that an IPAM driver manages: who waits, what is replaced, what is silent.</summary>
public sealed class IpamTests
{
    private static string Network(string name = "pub", string driver = "packet", int ranges = 1) =>
        $"NAME=\"{name}\"\nVN_MAD=\"alias_sdnat\"\n" + string.Concat(Enumerable.Range(1, ranges).Select(i =>
            $"AR=[ TYPE=\"IP4\", SIZE=\"4\", IPAM_MAD=\"{driver}\", PACKET_TOKEN=\"tok\", FACILITY=\"ewr1\", EDGE_KEY=\"p/net/{name}/{i}\" ]\n"));

    [Fact]
    public async Task Allocate_On610_AnswersAtOnceAndTakesTheDriversRange()
    {
        using var world = new FrontEndWorld();
        var id = await world.Client.IdAsync("one.vn.allocate", Network(), 0);
        Assert.Equal("onebr0", (await world.Client.InfoAsync("one.vn.info", id)).Element("BRIDGE")!.Value);
        await world.PassAsync(TimeSpan.FromSeconds(1));
        var network = await world.Client.InfoAsync("one.vn.info", id);
        Assert.Equal("1", network.Element("STATE")!.Value);
        var range = network.Element("AR_POOL")!.Elements("AR").Single();
        Assert.Equal(("10.77.0.0", "p/net/pub/1", "res-0", "02:00:0a:4d:00:00"), (Value(range, "IP"), Value(range, "EDGE_KEY"), Value(range, "RES_ID"), Value(range, "MAC")));
        // What the driver does not repeat is lost.
        Assert.Null(range.Element("FACILITY"));
        var (action, request) = world.Registry.Asked.Single();
        Assert.Equal(("register", "tok", "packet"), (action, request.Range["PACKET_TOKEN"], request.Driver));
        Assert.StartsWith("<IPAM_DRIVER_ACTION_DATA><AR><EDGE_KEY><![CDATA[p/net/pub/1]]></EDGE_KEY>", request.ToXml(), StringComparison.Ordinal);
        Assert.EndsWith("<ADDRESS><MAC/><IP/><IP6_GLOBAL/><IP6_ULA/><IP6/><SIZE/></ADDRESS></IPAM_DRIVER_ACTION_DATA>", request.ToXml(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Allocate_On510_BlocksUnlistedUntilTheDriverAnswers()
    {
        using var world = new FrontEndWorld(FrontEndRelease.V5_10);
        world.Registry.Hold();
        var first = world.Client.CallAsync("one.vn.allocate", Network(), 0);
        await world.AskedAsync(1);
        var repeated = world.Client.CallAsync("one.vn.allocate", Network(), 0);
        await FrontEndWorld.SettleAsync();
        Assert.False(first.IsCompleted);
        Assert.Empty((await world.Client.InfoAsync("one.vnpool.info", -2, -1, -1)).Elements());

        world.Registry.Release();
        // The name goes to whichever of them is listed first: once the driver has answered, that is a race.
        var answers = await Task.WhenAll(first, repeated);
        Assert.InRange(answers.Single(a => a.Outcome == "true").Id(), 0, 1);
        answers.Single(a => a.Outcome != "true").IsRefused(8192, "[one.vn.allocate] ");
        // Bought twice, and the second is never given back.
        Assert.Equal(["register", "register"], world.Registry.Asked.Select(a => a.Action));
        Assert.Equal(1, world.Registry.MostAtOnce);
    }

    [Fact]
    public async Task Allocate_CallerGone_GoesOn()
    {
        using var world = new FrontEndWorld(FrontEndRelease.V5_10);
        world.Registry.Hold();
        using var gone = new CancellationTokenSource();
        var body = $"<methodCall><methodName>one.vn.allocate</methodName><params><param><value>{FrontEndClient.Admin}</value></param><param><value>{Network()}</value></param><param><value><i4>0</i4></value></param></params></methodCall>";
        var call = world.Emulator.AnswerAsync(
            new("POST", "/RPC2", "", new Dictionary<string, string> { ["Content-Length"] = "1" }, System.Text.Encoding.UTF8.GetBytes(body)), gone.Token);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        world.Registry.Release();
        await FrontEndWorld.SettleAsync();
        Assert.Single((await world.Client.InfoAsync("one.vnpool.info", -2, -1, -1)).Elements());
    }

    [Fact]
    public async Task Allocate_UnknownDriver_IsRefusedOn510AndSilentLater()
    {
        using var old = new FrontEndWorld(FrontEndRelease.V5_10);
        (await old.Client.CallAsync("one.vn.allocate", Network(driver: "nosuch"), 0)).IsRefused(8192, "[one.vn.allocate] IPAM driver 'nosuch' not available");

        using var world = new FrontEndWorld();
        var id = await world.Client.IdAsync("one.vn.allocate", Network(driver: "nosuch"), 0);
        await world.PassAsync(TimeSpan.FromSeconds(1));
        var network = await world.Client.InfoAsync("one.vn.info", id);
        Assert.Equal("5", network.Element("STATE")!.Value);
        Assert.Empty(network.Element("AR_POOL")!.Elements());
        Assert.EndsWith(" : ", network.Element("TEMPLATE")!.Element("ERROR")!.Value, StringComparison.Ordinal);
        await world.Client.IdAsync("one.vn.delete", id);
        await world.PassAsync(TimeSpan.FromSeconds(1));
        Assert.Equal(1024, (await world.Client.CallAsync("one.vn.info", id)).Code);
    }

    [Fact]
    public async Task Allocate_SecondRangeFails_FirstStandsAndIsGivenBackByDelete()
    {
        using var world = new FrontEndWorld();
        var usual = world.Registry.Answer;
        world.Registry.Answer = (action, request) => action == "register" && request.Range["EDGE_KEY"].EndsWith('2')
            ? AddressRangeAnswer.Failed("provider says 422: no addresses left")
            : usual(action, request);
        var id = await world.Client.IdAsync("one.vn.allocate", Network(ranges: 3), 0);
        await world.PassAsync(TimeSpan.FromSeconds(1));
        var network = await world.Client.InfoAsync("one.vn.info", id);
        Assert.Equal("5", network.Element("STATE")!.Value);
        Assert.Matches(@"^\w{3} \w{3} [ \d]\d \d\d:\d\d:\d\d \d{4} : provider says 422: no addresses left$", network.Element("TEMPLATE")!.Element("ERROR")!.Value);
        Assert.Equal("p/net/pub/1", Value(network.Element("AR_POOL")!.Elements("AR").Single(), "EDGE_KEY"));
        Assert.Equal(2, world.Registry.Asked.Count);
        await world.Client.IdAsync("one.vn.delete", id);
        Assert.Equal("unregister", world.Registry.Asked[^1].Action);
        Assert.Equal("res-0", world.Registry.Asked[^1].Request.Range["RES_ID"]);
    }

    [Fact]
    public async Task Register_Slow_ReadsAnswerWritesWaitAndOthersQueue()
    {
        using var world = new FrontEndWorld();
        world.Registry.Hold();
        var slow = await world.Client.IdAsync("one.vn.allocate", Network(), 0);
        await world.PassAsync(TimeSpan.FromSeconds(1));
        var other = await world.Client.IdAsync("one.vn.allocate", "NAME=\"plain\"\nVN_MAD=\"bridge\"", 0);
        var update = world.Client.CallAsync("one.vn.update", slow, "X=\"1\"", 1);
        await world.PassAsync(TimeSpan.FromSeconds(20));
        Assert.False(update.IsCompleted);
        Assert.Equal("2", (await world.Client.InfoAsync("one.vn.info", slow)).Element("STATE")!.Value);
        Assert.Equal("2", (await world.Client.InfoAsync("one.vn.info", other)).Element("STATE")!.Value);

        world.Registry.Release();
        Assert.Equal(slow, (await update).Id());
        await world.PassAsync(TimeSpan.FromSeconds(1));
        Assert.Equal("1", (await world.Client.InfoAsync("one.vn.info", other)).Element("STATE")!.Value);
    }

    [Fact]
    public async Task Register_Beyond90Seconds_IsErrorAndTheLateAnswerIsDropped()
    {
        using var world = new FrontEndWorld();
        world.Registry.Hold();
        var id = await world.Client.IdAsync("one.vn.allocate", Network(), 0);
        await world.PassAsync(TimeSpan.FromSeconds(95));
        var network = await world.Client.InfoAsync("one.vn.info", id);
        Assert.Equal("5", network.Element("STATE")!.Value);
        Assert.EndsWith(" : Request timeout", network.Element("TEMPLATE")!.Element("ERROR")!.Value, StringComparison.Ordinal);
        world.Registry.Release();
        await FrontEndWorld.SettleAsync();
        await world.Client.IdAsync("one.vn.delete", id);
        Assert.DoesNotContain(world.Registry.Asked, a => a.Action == "unregister");
    }

    [Fact]
    public async Task Delete_UnregisterFails_HasNoReasonAndStaysReady()
    {
        using var world = new FrontEndWorld();
        var id = await world.Client.IdAsync("one.vn.allocate", Network(), 0);
        await world.PassAsync(TimeSpan.FromSeconds(1));
        var usual = world.Registry.Answer;
        world.Registry.Answer = (_, _) => AddressRangeAnswer.Failed("the provider is away");
        (await world.Client.CallAsync("one.vn.delete", id)).IsRefused(2048, "[one.vn.delete] Cannot delete virtual network. ");
        Assert.Equal("1", (await world.Client.InfoAsync("one.vn.info", id)).Element("STATE")!.Value);
        world.Registry.Answer = usual;
        Assert.Equal(id, await world.Client.IdAsync("one.vn.delete", id));
    }

    [Fact]
    public async Task HoldAndRelease_AskTheDriverForThatAddress()
    {
        using var world = new FrontEndWorld();
        var id = await world.Client.IdAsync("one.vn.allocate", Network(), 0);
        await world.PassAsync(TimeSpan.FromSeconds(1));
        await world.Client.IdAsync("one.vn.hold", id, "LEASES=[ IP=\"10.77.0.1\" ]");
        Assert.Equal(("allocate", "10.77.0.1", "02:00:0a:4d:00:01"), (world.Registry.Asked[^1].Action, world.Registry.Asked[^1].Request.Ip, world.Registry.Asked[^1].Request.Mac));
        (await world.Client.CallAsync("one.vn.rm_ar", id, 0)).IsRefused(8192, "[one.vn.rm_ar] Address Range has leases in use");
        await world.Client.IdAsync("one.vn.release", id, "LEASES=[ IP=\"10.77.0.1\" ]");
        Assert.Equal("free", world.Registry.Asked[^1].Action);
        await world.Client.IdAsync("one.vn.rm_ar", id, 0);
        Assert.Equal("unregister", world.Registry.Asked[^1].Action);
    }

    // A driver may call the front-end: whatever is locked while it works would lock them against each other.
    [Theory]
    [InlineData("register")]
    [InlineData("free")]
    public async Task Driver_CallsTheFrontEndFromAnotherThread_IsAnswered(string when)
    {
        using var world = new FrontEndWorld();
        var usual = world.Registry.Answer;
        using var answered = new ManualResetEventSlim();
        var inTime = false;
        world.Registry.Answer = (action, request) =>
        {
            if (action == when)
            {
                new Thread(() => world.Client.IdAsync("one.vn.allocate", "NAME=\"other\"\nVN_MAD=\"bridge\"", 0).ContinueWith(_ => answered.Set())).Start();
                inTime = answered.Wait(TimeSpan.FromSeconds(30));
            }

            return usual(action, request);
        };
        var id = await world.Client.IdAsync("one.vn.allocate", Network(), 0);
        await world.PassAsync(TimeSpan.FromSeconds(1));
        var vm = await world.Client.IdAsync("one.vm.allocate", $"CPU=1\nMEMORY=64\nNIC=[ NETWORK_ID={id} ]", false);
        await world.Client.IdAsync("one.vm.recover", vm, 3);
        await world.PassAsync(TimeSpan.FromSeconds(1));
        Assert.Equal(["register", "get", "free"], world.Registry.Asked.Select(a => a.Action));
        Assert.True(inTime);
    }

    [Theory]
    [InlineData(0, "5")]
    [InlineData(1, "1")]
    [InlineData(2, null)]
    public async Task Recover_InLockCreate_DoesWhatItIsToldAndRegistersNothing(int operation, string? state)
    {
        using var world = new FrontEndWorld();
        var id = await world.Client.IdAsync("one.vn.allocate", "NAME=\"n\"\nVN_MAD=\"bridge\"", 0);
        Assert.Equal(id, await world.Client.IdAsync("one.vn.recover", id, operation));
        await world.PassAsync(TimeSpan.FromSeconds(1));
        var reply = await world.Client.CallAsync("one.vn.info", id);
        Assert.Equal(state, reply.Outcome == "true" ? reply.Xml().Element("STATE")!.Value : null);
        (await world.Client.CallAsync("one.vn.recover", id, 9)).IsRefused(
            state is null ? 1024 : 2048, state is null ? $"[one.vn.recover] Error getting virtual network [{id}]." : "[one.vn.recover] Wrong recovery operation code");
    }

    private static string? Value(XElement range, string name) => range.Element(name)?.Value;
}
