using System.Text;
using EdgeProvision.Engine.Ipam;
using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Engine.Requests;
using EdgeProvision.Model;
using EdgeProvision.ModelledWorld.Tests.Laws;
using EdgeProvision.ModelledWorld.Tests.World;
using EdgeProvision.Sandbox.Control;
using FrontEndRelease = EdgeProvision.Sandbox.OpenNebula.FrontEndRelease;

namespace EdgeProvision.ModelledWorld.Tests;

/// <summary>Our IPAM driver at a front-end: what networks with rented ranges live through.</summary>
public sealed class IpamTests : IAsyncDisposable
{
    private readonly EngineRegistry _registry = new();
    private readonly TheWorld _world;
    private readonly Inventory _inventory;

    public IpamTests()
    {
        _world = new TheWorld(registry: _registry);
        _inventory = new Inventory(_world);
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Theory]
    [InlineData(FrontEndRelease.V5_10)]
    [InlineData(FrontEndRelease.V6_10)]
    [InlineData(FrontEndRelease.V7_4)]
    public async Task Life_OfAProvision_RentsOnceAndGivesBack(FrontEndRelease release)
    {
        var registry = new EngineRegistry();
        await using var world = new TheWorld(release, registry: registry);
        var inventory = new Inventory(world);
        await Operations.StandAsync(world);
        var range = await RangeAsync(world);

        Assert.Equal(("IP4", 2, "packet"), (range.Type, range.Size, range.IpamMad));
        Assert.EndsWith("/net/edge-public/0", range.Attributes.Text("EDGE_KEY"), StringComparison.Ordinal);
        Assert.Equal("ams1", range.Attributes.Text("FACILITY"));

        // 5.10 has no other place that lasts as long as the range, and encrypts this one.
        var kept = range.Attributes.Text("PACKET_TOKEN");
        Assert.Equal(release == FrontEndRelease.V5_10, kept is not null);
        Assert.NotEqual(TheWorld.Token, kept);
        Assert.Equal(release == FrontEndRelease.V5_10, registry.Actions[0].Answer.Output.Contains("TOKEN", StringComparison.Ordinal));
        Assert.Empty(inventory.ProblemsOfProvision(2, ipam: true));

        await world.RunAsync(new DeleteRequest("edge"));

        Assert.Empty(new Inventory(world).Reservations);
        Assert.Equal([IpamAction.Register, IpamAction.Unregister], registry.Actions.Select(a => a.Action));
        Assert.All(registry.Actions, a => Assert.True(a.Answer.Succeeded, a.Answer.Error));
    }

    [Fact]
    public async Task Register_KeyThatAReservationCarries_BuysNoOther()
    {
        await Operations.StandAsync(_world);
        var range = await RangeAsync(_world);

        var answer = await CallAsync(IpamAction.Register, Xml(range.Attributes.Without("DEPLOY_ID", "IP", "MAC")));

        Assert.Contains($"DEPLOY_ID=\"{range.Attributes.Text("DEPLOY_ID")}\"", answer, StringComparison.Ordinal);
        Assert.Single(_inventory.Reservations);
        Assert.DoesNotContain(_last!.Calls.Names, c => c.StartsWith("packet POST", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Register_AnswerLost_TheOrderIsFoundWithinTheCall()
    {
        _registry.Start = world =>
        {
            var process = world.Start("front-end");
            process.Calls.Decide = (_, name) => name.StartsWith("packet POST", StringComparison.Ordinal) ? Interference.AnswerLost : Interference.None;
            return process;
        };

        await Operations.StandAsync(_world);

        Assert.Empty(_inventory.ProblemsOfPurchases());
        Assert.Single(_registry.Processes[0].Calls.Names, c => c.StartsWith("packet POST", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Register_UnansweredToTheEnd_SaysThatTheOrderMayHaveBeenMade()
    {
        await StandWithoutNetworkAsync();
        using var hold = Hold("POST", "/projects/*/ips");
        var began = _world.Clock.GetTimestamp();

        var error = await Assert.ThrowsAsync<EdgeException>(() => CallAsync(IpamAction.Register, Xml(New("/net/more/0"))));

        Assert.Equal(ErrorKind.Timeout, error.Kind);
        Assert.Contains("may have been made", error.Message, StringComparison.Ordinal);
        Assert.Contains("/net/more/0", error.Message, StringComparison.Ordinal);
        Assert.InRange(_world.Clock.GetElapsedTime(began).TotalSeconds, 55, 85);
    }

    [Fact]
    public async Task Register_LateAlready_OrdersNothing()
    {
        await StandWithoutNetworkAsync();
        var before = _inventory.Reservations.Count;
        var began = _world.Clock.GetTimestamp();
        await _world.PassAsync(TimeSpan.FromSeconds(30));

        var error = await Assert.ThrowsAsync<EdgeException>(() => CallAsync(IpamAction.Register, Xml(New("/net/more/0")), began));

        Assert.Equal("IpamTooLate", error.Code);
        Assert.Equal(before, _inventory.Reservations.Count);
    }

    [Theory]
    [InlineData("SIZE", "3", "AddressRequestInvalid")]
    [InlineData("SIZE", "0", "DriverInputInvalid")]
    [InlineData("TYPE", "IP6", "IpamRangeInvalid")]
    [InlineData("IPAM_MAD", "onprem", "IpamDriverUnknown")]
    public async Task Register_WhatCannotBeRented_IsRefused(string name, string value, string code)
    {
        await StandWithoutNetworkAsync();

        var error = await Assert.ThrowsAsync<EdgeException>(() => CallAsync(IpamAction.Register, Xml(New("/net/more/0").With(name, value))));

        Assert.Equal(code, error.Code);
    }

    [Fact]
    public async Task Register_SeveralWhereAddressesAreSingle_IsRefusedBeforeAnythingIsSent()
    {
        await using var world = new TheWorld { IsSandbox = false };
        var range = new AttributeTree(("IPAM_MAD", "ec2"), ("TYPE", "IP4"), ("SIZE", "2"), ("EC2_ACCESS", "AKIA"), ("EC2_SECRET", "secret"), ("REGION_NAME", "eu-central-1"));

        var error = await Assert.ThrowsAsync<EdgeException>(() => world.RunAsync(async () => await (await world.Start().EngineAsync()).AnswerIpamAsync(
            new IpamCall(IpamAction.Register, Xml(range), world.Clock.GetTimestamp()), CancellationToken.None)));

        Assert.Equal("IpamRangeInvalid", error.Code);
        Assert.Contains("SIZE 1", error.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lease_OfAddresses_EachIsHadOnce()
    {
        await Operations.StandAsync(_world);
        var network = await NetworkAsync(_world);
        using var tools = new FrontEndTools(_world);

        var first = await _world.RunAsync(() => AllocateAsync(tools, network));
        var second = await _world.RunAsync(() => AllocateAsync(tools, network));
        var third = await Assert.ThrowsAnyAsync<Exception>(() => _world.RunAsync(() => AllocateAsync(tools, network)));

        Assert.NotEqual(first, second);
        Assert.Contains("Cannot get IP/MAC lease", third.Message, StringComparison.Ordinal);
        var range = await RangeAsync(_world);
        Assert.Equal(2, range.Leases.Length);
        var none = await Assert.ThrowsAsync<EdgeException>(() => CallAsync(IpamAction.Get, Xml(range.Attributes)));
        Assert.Equal("IpamNoAddressFree", none.Code);
        Assert.Contains($"virtual machine {first} has it", none.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_AddressThatLeadsToAMachine_IsNotGiven()
    {
        await Operations.StandAsync(_world);
        var range = await RangeAsync(_world);
        await AssignAsync(range.Ip!);

        var answer = await CallAsync(IpamAction.Get, Xml(range.Attributes));
        var pair = await Assert.ThrowsAsync<EdgeException>(() => CallAsync(IpamAction.Get, Xml(range.Attributes, size: 2)));
        var very = await Assert.ThrowsAsync<EdgeException>(() => CallAsync(IpamAction.Allocate, Xml(range.Attributes, range.Ip)));

        Assert.Equal($"ADDRESS=[ IP=\"{Next(range.Ip!)}\", SIZE=\"1\" ]", answer);
        Assert.Equal("IpamNoAddressFree", pair.Code);
        Assert.Equal("IpamAddressTaken", very.Code);
        Assert.Contains("leads to machine", very.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_SeveralInARow_AnswersTheFirst()
    {
        await Operations.StandAsync(_world);
        var range = await RangeAsync(_world);

        Assert.Equal($"ADDRESS=[ IP=\"{range.Ip}\", SIZE=\"2\" ]", await CallAsync(IpamAction.Get, Xml(range.Attributes, size: 2)));
        Assert.Equal($"ADDRESS=[ IP=\"{range.Ip}\", SIZE=\"2\" ]", await CallAsync(IpamAction.Allocate, Xml(range.Attributes, range.Ip, 2)));
        Assert.Equal("IpamAddressTaken", (await Assert.ThrowsAsync<EdgeException>(() => CallAsync(IpamAction.Allocate, Xml(range.Attributes, "198.51.100.1")))).Code);
    }

    [Fact]
    public async Task Free_AssignedAddress_LeadsNowhere()
    {
        await Operations.StandAsync(_world);
        var range = await RangeAsync(_world);
        await AssignAsync(range.Ip!);

        await CallAsync(IpamAction.Free, Xml(range.Attributes, range.Ip));
        await CallAsync(IpamAction.Free, Xml(range.Attributes, range.Ip));

        Assert.Equal(EdgeAddressState.Free, (await Operations.AddressesAsync(_world)).Single(a => a.Address == range.Ip).State);
    }

    [Theory]
    [InlineData(403)]
    [InlineData(503)]
    public async Task Free_ProviderDoesNotTakeItBack_TheLeaseGoesAndTheAddressIsGivenToNobody(int status)
    {
        await Operations.StandAsync(_world);
        var range = await RangeAsync(_world);
        await AssignAsync(range.Ip!);
        _world.Sandbox.Board.Add(new FaultOrder { Match = new CallMatch { Service = "packet", Path = "/ips/*" }, Kind = FaultKind.Status, Status = status, Times = 0 });

        Assert.Equal("", await CallAsync(IpamAction.Free, Xml(range.Attributes, range.Ip)));
        Assert.Equal(status == 403 ? "ProviderNotAuthorized" : "ProviderUnavailable", Assert.Single(_tolerated).Code);

        _world.Sandbox.Board.ClearFaults();
        Assert.Equal(EdgeAddressState.Assigned, (await Operations.AddressesAsync(_world)).Single(a => a.Address == range.Ip).State);
        Assert.Equal($"ADDRESS=[ IP=\"{Next(range.Ip!)}\", SIZE=\"1\" ]", await CallAsync(IpamAction.Get, Xml(range.Attributes)));
    }

    [Fact]
    public async Task Free_ReservationGone_IsFine()
    {
        await Operations.StandAsync(_world);
        var range = await RangeAsync(_world);

        Assert.Equal("", await CallAsync(IpamAction.Free, Xml(range.Attributes.With("DEPLOY_ID", Guid.NewGuid().ToString()), range.Ip)));
        Assert.Equal("", await CallAsync(IpamAction.Unregister, Xml(range.Attributes.With("DEPLOY_ID", Guid.NewGuid().ToString()))));
        Assert.Equal("IpamReservationGone", (await Assert.ThrowsAsync<EdgeException>(() => CallAsync(IpamAction.Get, Xml(range.Attributes.With("DEPLOY_ID", Guid.NewGuid().ToString()))))).Code);
        Assert.Single(_inventory.Reservations);
    }

    [Fact]
    public async Task Unregister_AnotherRangeHasIt_ItStays()
    {
        await Operations.StandAsync(_world);
        var range = await RangeAsync(_world);
        using var front = _world.Administrator();
        var asked = range.Attributes.Without("DEPLOY_ID", "IP", "MAC", "AR_ID", "IP_END", "MAC_END", "USED_LEASES");
        var twin = await _world.RunAsync(async () =>
        {
            var id = await front.Networks.AllocateAsync(TemplateWriter.Write(new AttributeTree(("NAME", "twin"), ("VN_MAD", "dummy"), ("BRIDGE", "br9")).Add("AR", asked)), -1, CancellationToken.None);
            return await front.Networks.WaitReadyAsync(id, TimeSpan.FromMinutes(3), CancellationToken.None);
        });
        Assert.Equal(range.Ip, Assert.Single(twin.AddressRanges).Ip);

        await DeleteAsync(front, twin.Id);
        Assert.Single(_inventory.Reservations);

        await DeleteAsync(front, await NetworkAsync(_world));
        Assert.Empty(_inventory.Reservations);
    }

    [Fact]
    public async Task Original_RangeWithoutKey_WorksWithWhatItCarries()
    {
        await using var world = new TheWorld { IsSandbox = false };
        async Task<string> AskAsync(IpamAction action, AttributeTree tree, string? ip = null) => await world.RunAsync(async () =>
        {
            var process = new EngineProcess(world, "front-end", 500) { Machine = new ModelledEnvironment(TheWorld.KeyPath, TheWorld.KeyText) { Variables = { ["PACKET_ENDPOINT"] = "http://packet.modelled" } } };
            return await (await process.EngineAsync()).AnswerIpamAsync(new IpamCall(action, Xml(tree, ip), world.Clock.GetTimestamp()), CancellationToken.None);
        });
        var asked = new AttributeTree(
            ("IPAM_MAD", "packet"), ("TYPE", "IP4"), ("SIZE", "2"), ("PACKET_IP_TYPE", "public_ipv4"), ("FACILITY", "ams1"), ("PACKET_PROJECT", TheWorld.Project), ("PACKET_TOKEN", TheWorld.Token));

        var registered = await AskAsync(IpamAction.Register, asked);
        var reservation = (string)Assert.Single(new Inventory(world).Reservations)["id"]!;

        Assert.Contains($"PACKET_TOKEN=\"{TheWorld.Token}\"", registered, StringComparison.Ordinal);
        Assert.Contains($"DEPLOY_ID=\"{reservation}\"", registered, StringComparison.Ordinal);
        Assert.DoesNotContain("EDGE_KEY", registered, StringComparison.Ordinal);

        // What the original's own driver has left of such a range.
        var kept = new AttributeTree(("IPAM_MAD", "packet"), ("TYPE", "IP4"), ("SIZE", "2"), ("DEPLOY_ID", reservation), ("PACKET_TOKEN", TheWorld.Token));
        Assert.StartsWith("ADDRESS=[ IP=", await AskAsync(IpamAction.Get, kept), StringComparison.Ordinal);
        await AskAsync(IpamAction.Unregister, kept);
        Assert.Empty(new Inventory(world).Reservations);
    }

    [Fact]
    public async Task Original_RangeWithoutEndpoint_SaysWhereItMayStand()
    {
        await using var world = new TheWorld { IsSandbox = false };
        var range = new AttributeTree(("IPAM_MAD", "packet"), ("SIZE", "1"), ("DEPLOY_ID", "x"), ("PACKET_TOKEN", TheWorld.Token));

        var error = await Assert.ThrowsAsync<EdgeException>(() => world.RunAsync(async () => await (await world.Start().EngineAsync()).AnswerIpamAsync(
            new IpamCall(IpamAction.Unregister, Xml(range), world.Clock.GetTimestamp()), CancellationToken.None)));

        Assert.Equal("ProviderEndpointMissing", error.Code);
        Assert.DoesNotContain(TheWorld.Token + "\"", error.Message, StringComparison.Ordinal);
    }

    private readonly List<EdgeException> _tolerated = [];
    private EngineProcess? _last;

    private Task<string> CallAsync(IpamAction action, string request, long? began = null) => _world.RunAsync(async () =>
    {
        _last = _world.Start("front-end");
        return await (await _last.EngineAsync()).AnswerIpamAsync(new IpamCall(action, request, began ?? _world.Clock.GetTimestamp()) { Tolerated = _tolerated.Add }, CancellationToken.None);
    });

    private async Task StandWithoutNetworkAsync() => await _world.RunAsync(new CreateRequest(_world.Write("edge.yaml", Descriptors.Fosdem(1, ipam: false))));

    private AttributeTree New(string key)
    {
        var id = _inventory.Objects.Where(o => o.Kind == "document").Select(o => Inventory.Text(o, "PROVISION_ID")).Single();
        return new AttributeTree(("IPAM_MAD", "packet"), ("TYPE", "IP4"), ("SIZE", "2"), ("FACILITY", "ams1"), ("EDGE_KEY", id + key));
    }

    private IDisposable Hold(string method, string path)
    {
        var board = _world.Sandbox.Board;
        board.Arm(new HoldOrder { Match = new CallMatch { Service = "packet", Method = method, Path = path } });
        return new Release(board);
    }

    private Task AssignAsync(string address) => _world.RunAsync(async () =>
    {
        var process = _world.Start();
        var ids = (await (await process.EngineAsync()).GetProvisionsAsync("edge", CancellationToken.None))[0].Hosts.Select(h => h.Id).ToList();
        return await process.RunAsync(new AssignAddressRequest("edge", [address], ids[0]));
    });

    private static async Task<string> AllocateAsync(FrontEndTools tools, int network) =>
        await tools.CallAsync("one.vm.allocate", $"CPU=1\nMEMORY=128\nNIC=[ NETWORK_ID=\"{network}\" ]", false);

    private Task DeleteAsync(FrontEndClient front, int id) => _world.RunAsync(async () =>
    {
        await front.Networks.DeleteAsync(id, CancellationToken.None);
        await front.Networks.WaitGoneAsync(id, TimeSpan.FromMinutes(1), CancellationToken.None);
        return 0;
    });

    private static Task<int> NetworkAsync(TheWorld world) => world.RunAsync(async () =>
    {
        using var front = world.Administrator();
        return (await front.Networks.ListAsync(CancellationToken.None)).Single(n => n.Name == "edge-public").Id;
    });

    internal static Task<AddressRange> RangeAsync(TheWorld world) => world.RunAsync(async () =>
    {
        using var front = world.Administrator();
        var id = (await front.Networks.ListAsync(CancellationToken.None)).Single(n => n.Name == "edge-public").Id;
        return Assert.Single((await front.Networks.InfoAsync(id, SecretView.Cipher, CancellationToken.None)).AddressRanges);
    });

    private static string Next(string ip) => string.Join('.', ip.Split('.')[..3]) + "." + (int.Parse(ip.Split('.')[3], System.Globalization.CultureInfo.InvariantCulture) + 1);

    private static string Xml(AttributeTree range, string? ip = null, int? size = null)
    {
        var xml = new System.Xml.Linq.XElement("IPAM_DRIVER_ACTION_DATA",
            new System.Xml.Linq.XElement("AR", range.Select(a => new System.Xml.Linq.XElement(a.Name, a.Text))),
            new System.Xml.Linq.XElement("ADDRESS", new System.Xml.Linq.XElement("IP", ip), new System.Xml.Linq.XElement("SIZE", size)));
        return Convert.ToBase64String(Encoding.UTF8.GetBytes(xml.ToString()));
    }

    private sealed class Release(FaultBoard board) : IDisposable
    {
        public void Dispose() => board.ReleaseAll();
    }
}
