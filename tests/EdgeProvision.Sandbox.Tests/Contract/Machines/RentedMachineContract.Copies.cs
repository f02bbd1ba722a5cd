using EdgeProvision.Engine.Providers;

namespace EdgeProvision.Sandbox.Tests.Contract.Machines;

/// <summary>A machine that somebody has made by hand after one of ours, tags included.</summary>
public abstract partial class RentedMachineContract
{
    [Fact]
    public async Task List_CopyOfAMachine_IsSaidToBeOneWhereTheServiceRemembersOrders()
    {
        var ours = await RunAsync("node1");
        var copy = await _bench.CopyAsync(ours.Id);

        // Without tokens nothing but its age tells it from a further machine of the same order: it has the key.
        var expected = _bench.Offer.RepeatsOrders ? (null, ours.EdgeKey, TaggedItemKind.Copy) : (ours.EdgeKey, (string?)null, TaggedItemKind.Device);
        var listed = (await Driver.ListDevicesAsync(Provision, Token)).Single(d => d.Id == copy);
        var tagged = (await Driver.ListTaggedAsync(Token)).Single(i => i.Id == copy);
        Assert.Equal(expected, (listed.EdgeKey, listed.CopyOf, tagged.Kind));
        Assert.Equal((ours.EdgeKey, Provision), (tagged.EdgeKey, tagged.ProvisionId));
        var got = (await Driver.GetDeviceAsync(copy, Token))!;
        Assert.Equal((listed.EdgeKey, listed.CopyOf), (got.EdgeKey, got.CopyOf));
        Assert.Equal((ours.EdgeKey, null), ((await Driver.GetDeviceAsync(ours.Id, Token))!.EdgeKey, ours.CopyOf));
    }

    [Fact]
    public async Task Tag_Machine_AdoptsItAndNoCopyOfIt()
    {
        var theirs = await _bench.CopyAsync((await RunAsync("node1")).Id);

        await Driver.TagDeviceAsync(theirs, Provision, "p-1/host/node2", Token);
        var copy = await _bench.CopyAsync(theirs);

        var listed = (await Driver.ListDevicesAsync(Provision, Token)).ToDictionary(d => d.Id);
        Assert.Equal(("p-1/host/node2", null), (listed[theirs].EdgeKey, listed[theirs].CopyOf));
        Assert.Equal(_bench.Offer.RepeatsOrders ? "p-1/host/node2" : null, listed[copy].CopyOf);
    }
}
