using System.Diagnostics;
using EdgeProvision.Sandbox.Hosts;

namespace EdgeProvision.Sandbox.Tests.Hosts;

/// <summary>As many machines as a demonstration may want. Explicit: it keeps every core busy for a minute.</summary>
[Collection(MachineRoomCollection.Name)]
public sealed class ManyMachinesTests(ITestOutputHelper output)
{
    [Fact(Explicit = true)]
    public async Task InstallAsync_FiftyAtOnce_AllBootRebootAndGo()
    {
        RequireRoot.Demand();
        var token = TestContext.Current.CancellationToken;
        var watch = Stopwatch.StartNew();
        var room = await LinuxMachineRoom.StartAsync(RoomOptions.Fresh(), token);
        var status = room.Describe();
        string[] ids = [.. Enumerable.Range(1, 50).Select(n => $"device-{n}")];
        await using (room)
        {
            await Task.WhenAll(ids.Select(id => room.InstallAsync(new MachineOrder(id, id, []), token)));
            output.WriteLine($"{watch.Elapsed} installed");
            Assert.All(await AwaitAllAsync(), Assert.True);
            output.WriteLine($"{watch.Elapsed} all answer");

            await Task.WhenAll(ids.Select(id => room.RebootAsync(id, token)));
            Assert.All(await AwaitAllAsync(), Assert.True);
            Assert.All(ids, id => Assert.Equal(2, room.Place(id).Boots));
            output.WriteLine($"{watch.Elapsed} all answer again");
        }

        output.WriteLine($"{watch.Elapsed} stopped");
        Assert.Empty(await Traces.OfAsync(status));

        Task<bool[]> AwaitAllAsync() => Task.WhenAll(ids.Select(id => room.AwaitSshAsync(id, TimeSpan.FromMinutes(3), token)));
    }
}
