using EdgeProvision.Engine.Requests;
using EdgeProvision.Model;
using EdgeProvision.ModelledWorld.Tests.Laws;
using EdgeProvision.ModelledWorld.Tests.World;
using EdgeProvision.Sandbox.OpenNebula;
using EdgeProvision.Sandbox.OpenNebula.Records;

namespace EdgeProvision.ModelledWorld.Tests;

/// <summary>Credentials on 5.10, which keeps documents in clear: they stand on the hosts, encrypted, or nowhere.</summary>
public sealed class EncryptionTests
{
    private const int Hosts = 2;
    private const string Token = "token";

    private static string Write(TheWorld world) => world.Write("edge.yaml", Descriptors.Fosdem(Hosts));

    private static string? TokenOf(ObjectDump item) => item.Template.FirstOrDefault(a => a.Name == "PROVISION")?.Elements?.GetValueOrDefault("PACKET_TOKEN");

    private static void AssertKeptOnHosts(Inventory inventory)
    {
        Assert.Empty(inventory.ProblemsOfProvision(Hosts, ipam: true));
        Assert.All(inventory.Objects.Where(o => o.Kind == "host"), h => Assert.False(TokenOf(h) is null or "" or Token or "canary"));
        Assert.Null(TokenOf(inventory.Objects.Single(o => o.Kind == "cluster")));
        Assert.Equal("canary", Inventory.Text(inventory.Objects.Single(o => o.Kind == "document"), "PROVISION_BODY"));
    }

    [Fact]
    public async Task Create_OnTheOldRelease_TriesInTheClusterAndKeepsTheTokenOnTheHosts()
    {
        await using var world = new TheWorld(FrontEndRelease.V5_10);
        var inventory = new Inventory(world);
        var process = world.Start();

        Assert.Empty((await world.RunAsync(() => process.RunAsync(new CreateRequest(Write(world)))))!.Failures);

        AssertKeptOnHosts(inventory);
        Assert.Equal(2, process.Calls.Names.Count(n => n == "frontend one.cluster.update"));
        Assert.Equal(OperationOutcome.Unchanged, (await world.RunAsync(new CreateRequest(Write(world))))!.Operation.Outcome);
    }

    [Theory]
    [InlineData("frontend one.cluster.update", 1)]
    [InlineData("frontend one.cluster.info", 1)]
    [InlineData("frontend one.cluster.update", 2)]
    public async Task Create_KilledWhileItTries_IsTriedAgainByTheNextRun(string call, int nth)
    {
        foreach (var how in new[] { Interference.KilledBefore, Interference.KilledAfter })
        {
            await using var world = new TheWorld(FrontEndRelease.V5_10);
            var inventory = new Inventory(world);
            var doomed = world.Start();
            doomed.Calls.Decide = (_, name) => name == call && doomed.Calls.Names.Count(n => n == call) == nth ? how : Interference.None;
            Assert.Null(await world.RunAsync(() => doomed.RunAsync(new CreateRequest(Write(world)))));

            Assert.Empty((await world.RunAsync(new CreateRequest(Write(world))))!.Failures);

            AssertKeptOnHosts(inventory);
            Assert.Equal(OperationOutcome.Unchanged, (await world.RunAsync(new CreateRequest(Write(world))))!.Operation.Outcome);
        }
    }

    [Theory]
    [InlineData(FrontEndRelease.V5_10)]
    [InlineData(FrontEndRelease.V6_10)]
    public async Task Create_WhereTheKeyIsEmpty_IsRefusedAndLeavesNothing(FrontEndRelease release)
    {
        await using var world = new TheWorld(release, frontEnd: o => o with { OneKey = "" });
        var inventory = new Inventory(world);

        var failure = Assert.Single((await world.RunAsync(new CreateRequest(Write(world))))!.Failures);

        Assert.Equal("SecretsNotEncrypted", failure.Error.Code);
        Assert.Empty(inventory.ProblemsOfNothing());
    }
}
