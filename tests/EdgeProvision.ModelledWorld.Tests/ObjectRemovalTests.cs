using EdgeProvision.Engine;
using EdgeProvision.Engine.Operations;
using EdgeProvision.Engine.Requests;
using EdgeProvision.Model;
using EdgeProvision.ModelledWorld.Tests.Laws;
using EdgeProvision.ModelledWorld.Tests.World;

namespace EdgeProvision.ModelledWorld.Tests;

/// <summary>The removal of a single object changes a provision, so it is an operation like the others.</summary>
public sealed class ObjectRemovalTests
{
    private static string Write(TheWorld world) => world.Write("edge.yaml", Descriptors.Fosdem(1));

    private static async Task<int> DeleteAsync(EngineProcess process, ProvisionObjectKind kind, int id)
    {
        await (await process.EngineAsync()).DeleteObjectAsync(kind, id, process.Events, CancellationToken.None);
        return 0;
    }

    [Fact]
    public async Task DeleteObject_OfANetwork_TakesTheLockAndStandsInTheLog()
    {
        await using var world = new TheWorld();
        var inventory = new Inventory(world);
        var created = await world.RunAsync(new CreateRequest(Write(world)));
        var network = created!.Provision!.Networks.Single(n => n.Name == "edge-public");
        var peers = inventory.Objects.Single(o => o.Kind == "document") is var before ? Inventory.Text(before, "PEERS") : "";
        var process = world.Start();

        await world.RunAsync(() => DeleteAsync(process, ProvisionObjectKind.Network, network.Id));

        var calls = process.Calls.Names.ToList();
        var (locked, deleted, released) = (calls.IndexOf("frontend one.template.allocate"), calls.IndexOf("frontend one.vn.delete"), calls.IndexOf("frontend one.template.delete"));
        Assert.True(locked >= 0 && locked < deleted && deleted < released, string.Join(", ", calls));
        Assert.DoesNotContain(calls, c => c.StartsWith("packet", StringComparison.Ordinal));
        Assert.Equal("edge-private-host-only", Assert.Single(inventory.Objects, o => o.Kind == "network").Name);
        Assert.DoesNotContain(inventory.Objects, o => o.Kind == "template");
        Assert.Empty(inventory.Reservations);
        var log = await world.RunAsync(async () => await (await process.EngineAsync()).GetOperationsAsync("edge", CancellationToken.None));
        Assert.Equal(("vnet delete", OperationOutcome.Succeeded), (log[0].Verb, log[0].Outcome));
        Assert.NotEqual("", peers);
        Assert.Equal(peers, Inventory.Text(inventory.Objects.Single(o => o.Kind == "document"), "PEERS"));
    }

    [Theory]
    [InlineData(ProvisionObjectKind.Network, "edge-public")]
    [InlineData(ProvisionObjectKind.Datastore, "edge-default")]
    public async Task DeleteObject_OfWhatTheStoredDescriptorHas_IsNotMissedAndNotMadeAnew(ProvisionObjectKind kind, string name)
    {
        await using var world = new TheWorld();
        var inventory = new Inventory(world);
        var provision = (await world.RunAsync(new CreateRequest(Write(world))))!.Provision!;
        var id = kind == ProvisionObjectKind.Network ? provision.Networks.Single(n => n.Name == name).Id : provision.Datastores.Single(d => d.Name == name).Id;

        await world.RunAsync(() => DeleteAsync(world.Start(), kind, id));
        var (kept, differences) = await world.RunAsync(async () =>
        {
            var engine = await world.Start().EngineAsync();
            return (await engine.GetDescriptorAsync("edge", CancellationToken.None), await engine.CompareAsync(new CompareRequest("edge"), CancellationToken.None));
        });
        Assert.Empty(differences);
        var updated = await world.RunAsync(new UpdateRequest(new DescriptorSource.Recorded(kept)));
        Assert.Equal(OperationOutcome.Unchanged, updated!.Operation.Outcome);
        Assert.DoesNotContain(inventory.Objects, o => o.Name == name);
    }

    [Fact]
    public async Task DeleteObject_WhosePlaceOthersReferTo_StaysInTheDescriptorAndSaysSo()
    {
        await using var world = new TheWorld();
        var text = Descriptors.Fosdem(1).Replace("external: yes", "external: yes\n    description: \"beside <%= @vnets[0]['ID'] %>\"", StringComparison.Ordinal);
        var provision = (await world.RunAsync(new CreateRequest(world.Write("edge.yaml", text))))!.Provision!;
        var process = world.Start();

        await world.RunAsync(() => DeleteAsync(process, ProvisionObjectKind.Network, provision.Networks.Single(n => n.Name == "edge-private-host-only").Id));

        var kept = await world.RunAsync(async () => await (await process.EngineAsync()).GetDescriptorAsync("edge", CancellationToken.None));
        Assert.Equal(2, kept.Networks.Count);
        Assert.Contains(process.Events.Of<OperationEvent.Message>(), m => m.Level == MessageLevel.Warning && m.Text.Contains("makes it anew", StringComparison.Ordinal));
        Assert.Contains(process.Events.Of<OperationEvent.Message>(), m => m.Level == MessageLevel.Verbose && m.Text.Contains("stays as it is", StringComparison.Ordinal));
    }

    [Fact]
    public async Task DeleteObject_WhileSomebodyWorksOnTheProvision_WaitsForTheEnd()
    {
        await using var world = new TheWorld();
        world.Room.BootTime = TimeSpan.FromMinutes(2);
        var inventory = new Inventory(world);
        var path = Write(world);
        var (first, second) = (world.Start("left"), world.Start("right"));

        var (created, ended) = await world.RunAsync(async () =>
        {
            var creating = first.RunAsync(new CreateRequest(path));
            while (!inventory.Objects.Any(o => o.Kind == "datastore"))
                await Task.Delay(TimeSpan.FromSeconds(1), world.Clock);
            var deleting = DeleteAsync(second, ProvisionObjectKind.Datastore, inventory.Objects.First(o => o.Kind == "datastore").Id);
            var result = await creating;
            var end = world.Clock.Elapsed;
            await deleting;
            return (result, end);
        });

        Assert.Empty(created!.Failures);
        Assert.Contains(second.Events.Of<OperationEvent.WaitingForLock>(), w => w.Verb == "create");
        Assert.True(second.Events.Events.First(e => e.Event is OperationEvent.Started).At >= ended);
        Assert.Single(inventory.Objects, o => o.Kind == "datastore");
    }

    [Fact]
    public async Task DeleteObject_OfAClusterWithHosts_IsRefusedAndLeavesEverything()
    {
        await using var world = new TheWorld();
        var inventory = new Inventory(world);
        var created = await world.RunAsync(new CreateRequest(Write(world)));

        var error = await Assert.ThrowsAsync<EdgeException>(() => world.RunAsync(() => DeleteAsync(world.Start(), ProvisionObjectKind.Cluster, created!.Provision!.Clusters[0].Id)));

        Assert.Equal("ClusterNotEmpty", error.Code);
        Assert.Contains("oneprovision delete edge", error.RecommendedAction, StringComparison.Ordinal);
        Assert.Empty(inventory.ProblemsOfProvision(1, ipam: true));
    }

    [Fact]
    public async Task DeleteObject_OfNoProvision_IsRefusedWithoutALock()
    {
        await using var world = new TheWorld();
        var process = world.Start();

        var error = await Assert.ThrowsAsync<EdgeException>(() => world.RunAsync(() => DeleteAsync(process, ProvisionObjectKind.Cluster, 0)));

        Assert.Equal("ObjectNotOfProvision", error.Code);
        Assert.DoesNotContain("frontend one.template.allocate", process.Calls.Names);
    }
}
