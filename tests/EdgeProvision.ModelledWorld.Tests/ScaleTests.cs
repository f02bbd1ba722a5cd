using System.Globalization;
using EdgeProvision.Engine.Requests;
using EdgeProvision.Model;
using EdgeProvision.ModelledWorld.Tests.Laws;
using EdgeProvision.ModelledWorld.Tests.World;
using EdgeProvision.Sandbox.Control;

namespace EdgeProvision.ModelledWorld.Tests;

/// <summary>
/// Hosts do not wait for each other. A provider that answers in 3 s, machines that boot in 5 s, 20 ms for each call to the front-end.
/// </summary>
public sealed class ScaleTests
{
    private static ITestOutputHelper? Output => TestContext.Current.TestOutputHelper;

    [Fact]
    public async Task Create_ManyHosts_TakesHardlyLongerThanOne()
    {
        var rows = new List<Row>();
        foreach (var hosts in new[] { 1, 10, 20, 50 })
            rows.Add(await MeasureAsync(hosts));
        Output?.WriteLine("hosts   create   delete   front-end calls   provider calls   connections");
        foreach (var row in rows)
        {
            Output?.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{row.Hosts,5} {row.Create.TotalSeconds,8:0.0} {row.Delete.TotalSeconds,8:0.0} {row.FrontEndCalls,17} {row.ProviderCalls,16} {row.Connections,13}"));
        }

        var (one, ten, twenty, fifty) = (rows[0], rows[1], rows[2], rows[3]);
        Assert.True(ten.Create < one.Create * 1.2, $"10 hosts: {ten.Create}, 1 host: {one.Create}");
        Assert.True(fifty.Create < one.Create * 2, $"50 hosts: {fifty.Create}, 1 host: {one.Create}");
        Assert.True(fifty.Delete < one.Delete * 2, $"50 hosts: {fifty.Delete}, 1 host: {one.Delete}");
        Assert.InRange(fifty.Connections, 2, 12);

        // What a host costs: beats and pool reads belong to the operation, as long or short as it is.
        Assert.True(twenty.HostCalls - ten.HostCalls <= 8 * 10, $"{(twenty.HostCalls - ten.HostCalls) / 10.0} front-end calls per host");
        Assert.True(fifty.HostCalls - twenty.HostCalls <= 8 * 30, $"{(fifty.HostCalls - twenty.HostCalls) / 30.0} front-end calls per host");
    }

    [Fact]
    public async Task Create_OfManyHosts_GivesIdsInTheDescriptorsOrder()
    {
        await using var world = new TheWorld();
        world.Sandbox.Board.Set(new Latency("*", 5, 50));
        var inventory = new Inventory(world);

        Assert.Empty((await world.RunAsync(new CreateRequest(world.Write("edge.yaml", Descriptors.Fosdem(10)))))!.Failures);

        var hosts = inventory.Objects.Where(o => o.Kind == "host").OrderBy(o => o.Id).Select(o => Inventory.Text(o, "EDGE_KEY")!.Split("node")[1]);
        Assert.Equal(Enumerable.Range(1, 10).Select(n => $"{n}"), hosts);
        Assert.Equal(["edge-default", "edge-system"], inventory.Objects.Where(o => o.Kind == "datastore").OrderBy(o => o.Id).Select(o => o.Name));
        Assert.Equal(["edge-private-host-only", "edge-public"], inventory.Objects.Where(o => o.Kind == "network").OrderBy(o => o.Id).Select(o => o.Name));
    }

    private static async Task<Row> MeasureAsync(int hosts)
    {
        await using var world = new TheWorld();
        world.Sandbox.Board.Set(new Latency("packet", 3000));
        world.Sandbox.Board.Set(new Latency("frontend", 20));
        var inventory = new Inventory(world);
        var process = world.Start();
        var path = world.Write("edge.yaml", Descriptors.Fosdem(hosts, ipam: false));
        var began = world.Clock.Elapsed;
        var created = await world.RunAsync(() => process.RunAsync(new CreateRequest(path)));
        var took = world.Clock.Elapsed - began;
        Assert.Equal(OperationOutcome.Succeeded, created!.Operation.Outcome);
        Assert.Empty(inventory.ProblemsOfProvision(hosts, ipam: false));
        Assert.Empty(inventory.ProblemsOfPurchases());
        var calls = process.Calls.Names;
        began = world.Clock.Elapsed;
        Assert.Equal(OperationOutcome.Succeeded, (await world.RunAsync(new DeleteRequest("edge")))!.Operation.Outcome);
        var deleted = world.Clock.Elapsed - began;
        Assert.Empty(inventory.ProblemsOfNothing());
        return new Row(
            hosts, took, deleted, calls.Count(n => n.StartsWith("frontend", StringComparison.Ordinal)),
            calls.Count(n => n.StartsWith("frontend one.", StringComparison.Ordinal) && n is not "frontend one.template.update" && !n.EndsWith("pool.info", StringComparison.Ordinal)),
            calls.Count(n => n.StartsWith("packet", StringComparison.Ordinal)), process.MostFrontEndConnections);
    }

    private sealed record Row(int Hosts, TimeSpan Create, TimeSpan Delete, int FrontEndCalls, int HostCalls, int ProviderCalls, int Connections);
}
