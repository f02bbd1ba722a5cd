using EdgeProvision.Engine.Providers.Addresses;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Tests.Providers.Packet;

/// <summary>What is read of reservations, what an order says, and what its answer proves.</summary>
public sealed class AddressTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static ReservationRequest Request(int count = 4, string? type = null, params (string Key, string Value)[] keys) =>
        new("p-1", "p-1/ip/node1/0", count, keys.ToDictionary(k => k.Key, k => k.Value)) { Type = type };

    [Fact]
    public async Task List_MixedAddresses_AreThoseOfTheProvisionWithWhatTheyLeadTo()
    {
        var world = new ProviderWorld();
        world.Service.Answer(200, """
            {"ip_addresses":[
              {"id":"r-1","network":"203.0.113.8","cidr":31,"address_family":4,"type":"public_ipv4","facility":{"code":"ams1"},"state":"created","created_at":"2026-11-22T11:00:00Z",
               "tags":["edge-provision=p-1","edge-key=p-1/net/public/0"],
               "assignments":[{"id":"a-1","address":"203.0.113.9","network":"203.0.113.9","cidr":32,"assigned_to":{"href":"/metal/v1/devices/d-1"}}]},
              {"id":"r-2","network":"203.0.113.64","cidr":28,"tags":["edge-provision=p-2"]},
              {"id":"r-3","address":"10.0.0.3","cidr":31},
              {"id":"r-4","quantity":8,"state":"pending","tags":["edge-provision=p-1"]},
              {"id":"r-5","state":"denied","tags":["edge-provision=p-1"]}]}
            """);

        var list = await world.Driver.Addresses!.ListAsync("p-1", Token);

        Assert.Equal(["r-1", "r-4", "r-5"], list.Select(r => r.Id));
        Assert.Equal(("p-1/net/public/0", "203.0.113.8", 2, "public_ipv4", "ams1", ReservationState.Ready), (list[0].EdgeKey, list[0].Network, list[0].Size, list[0].Type, list[0].Location, list[0].State));
        Assert.Equal([new ReservedAddress("203.0.113.8", null), new ReservedAddress("203.0.113.9", new AddressAssignment("a-1", "d-1", "203.0.113.9"))], list[0].Addresses);
        Assert.Equal((ReservationState.AwaitingApproval, 8, ""), (list[1].State, list[1].Size, list[1].Network));
        Assert.Equal(ReservationState.Denied, list[2].State);
        Assert.Single(world.Service.Requests);
    }

    [Fact]
    public async Task List_AssignmentsThatAreLinks_AreLookedUpAndGoneOnesLeftOut()
    {
        var world = new ProviderWorld();
        world.Service.Answer(200, """{"ip_addresses":[{"id":"r-1","network":"203.0.113.8","cidr":31,"tags":["edge-provision=p-1"],"assignments":[{"href":"/metal/v1/ips/a-1"},{"href":"/metal/v1/ips/a-2"}]}]}""")
            .Answer(200, """{"id":"a-1","network":"203.0.113.8","cidr":32,"assigned_to":{"href":"/metal/v1/devices/d-1"}}""")
            .Answer(404, """{"error":"Not found"}""");

        var block = Assert.Single(await world.Driver.Addresses!.ListAsync("p-1", Token));

        Assert.Equal([new AddressAssignment("a-1", "d-1", "203.0.113.8"), null], block.Addresses.Select(a => a.Assignment));
        Assert.Equal(["/ips/a-1", "/ips/a-2"], world.Service.Requests.Skip(1).Select(r => r.PathAndQuery));
    }

    [Theory]
    [InlineData("metro=am;facility=ams1", """ "metro":"am" """)]
    [InlineData("facility=ams1", """ "facility":"ams1" """)]
    [InlineData("facility=ams1,fra2;location=fra2", """ "facility":"fra2" """)]
    [InlineData("facility=any;location=ewr1", """ "facility":"ewr1" """)]
    [InlineData("facility=ams1,fra2", """ "facility":"ams1" """)]
    [InlineData("location=ewr1", """ "facility":"ewr1" """)]
    public async Task Reserve_Order_NamesOnePlaceAndBothKeys(string keys, string place)
    {
        var world = new ProviderWorld();
        world.Service.Answer(201, """{"id":"r-1","network":"203.0.113.8","cidr":30,"tags":["edge-key=p-1/ip/node1/0"]}""");

        var made = await world.Driver.Addresses!.ReserveAsync(Request(keys: [.. keys.Split(';').Select(k => (k.Split('=')[0], k.Split('=')[1]))]), null, Token);

        Assert.Equal(4, Assert.IsType<ReserveResult.Created>(made).Reservation.Addresses.Count);
        Assert.Equal(
            $$"""{"type":"public_ipv4","quantity":4,{{place.Trim()}},"fail_on_approval_required":true,"tags":["edge-provision=p-1","edge-key=p-1/ip/node1/0"]}""",
            world.Service.Requests[0].Body);
    }

    [Theory]
    [InlineData(422, """{"errors":["quota"]}""", typeof(ReserveResult.Refused))]
    [InlineData(429, """{"error":"slow down"}""", typeof(ReserveResult.NotSent))]
    [InlineData(503, """{"error":"later"}""", typeof(ReserveResult.Unanswered))]
    [InlineData(403, "<html>a proxy's page</html>", typeof(ReserveResult.Unanswered))]
    [InlineData(201, """{"state":"created"}""", typeof(ReserveResult.Unanswered))]
    public async Task Reserve_Answer_IsJudgedByWhatItProvesAndNeverRepeated(int status, string body, Type result)
    {
        var world = new ProviderWorld();
        world.Service.Answer(status, body);

        Assert.IsType(result, await world.Driver.Addresses!.ReserveAsync(Request(keys: [("facility", "ams1")]), null, Token));
        Assert.Single(world.Service.Requests);
    }

    [Fact]
    public async Task Assign_RefusedAndNotLedThere_IsTheServicesRefusal()
    {
        var world = new ProviderWorld();
        world.Service.Answer(422, """{"errors":["address 203.0.113.8/32 is already assigned"]}""")
            .Answer(200, """{"id":"r-1","network":"203.0.113.8","cidr":32,"assignments":[{"id":"a-9","network":"203.0.113.8","assigned_to":{"href":"/devices/other"}}]}""");
        var block = new AddressReservation("r-1", null, "203.0.113.8", 1) { Addresses = [new ReservedAddress("203.0.113.8", null)] };

        var error = await Assert.ThrowsAnyAsync<EdgeException>(() => world.Driver.Addresses!.AssignAsync(block, "203.0.113.8", "d-1", Token));

        Assert.Equal("ProviderRefused", error.Code);
        Assert.Contains("already assigned", error.Message, StringComparison.Ordinal);
    }
}
