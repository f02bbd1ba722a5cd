using EdgeProvision.Engine.Operations;
using EdgeProvision.Engine.Requests;
using EdgeProvision.Model;
using EdgeProvision.ModelledWorld.Tests.Laws;
using EdgeProvision.ModelledWorld.Tests.World;
using EdgeProvision.Sandbox.Purchases;

namespace EdgeProvision.ModelledWorld.Tests;

/// <summary>
/// What the token of an order at EC2 is for. One that is spent is refused for a day to every other order, and the same command has to get through all the same; and a machine that has
/// another is nobody's, though it carries all tags.
/// </summary>
public sealed class Ec2OrderTests
{
    private const string Type = "instancetype: c5.metal";

    [Fact]
    public async Task Create_EditedAfterThereWasNoMachine_IsOrderedAnew()
    {
        await using var world = new TheWorld(hasEc2: true);
        var inventory = new Inventory(world);
        world.Sandbox.Ec2Emulator!.Conditions.SetCapacity("c5.metal", "*", 0);
        var refused = Assert.Single((await world.RunAsync(new CreateRequest(Write(world))))!.Failures).Error;
        Assert.Equal(ErrorKind.LimitReached, refused.Kind);

        await StandsAsync(world, WriteEdited(world));

        Assert.Equal("2 closed", Inventory.Text(inventory.Objects.Single(o => o.Kind == "host"), "EDGE_REQUEST"));
        Assert.Single(Bought(world));
    }

    [Fact]
    public async Task Create_KilledWhenThereWasNoMachineAndEdited_IsOrderedAnew()
    {
        await using var world = new TheWorld(hasEc2: true);
        world.Sandbox.Ec2Emulator!.Conditions.SetCapacity("c5.metal", "*", 0);
        await KilledWithItsOrderAsync(world);

        await StandsAsync(world, WriteEdited(world));

        Assert.Single(Bought(world));
    }

    [Fact]
    public async Task Create_KilledWithItsOrderAndTheMachineIsTerminated_OrdersAnother()
    {
        await using var world = new TheWorld(hasEc2: true);
        await KilledWithItsOrderAsync(world);
        Assert.True(world.Sandbox.Ec2Emulator!.Break(Assert.Single(Bought(world)).Id));
        await world.PassAsync(TimeSpan.FromMinutes(5));

        await StandsAsync(world, Write(world));

        Assert.Single(Bought(world), e => e.GoneAt is null);
        Assert.Equal(2, Bought(world).Count);
    }

    [Fact]
    public async Task Configure_BesideACopyOfTheMachine_LeavesItAloneAndDeleteReleasesIt()
    {
        await using var world = new TheWorld(hasEc2: true);
        await StandsAsync(world, Write(world));
        using var console = new Ec2Console(world);
        var copy = await world.RunAsync(() => console.LaunchMoreLikeAsync(Assert.Single(Bought(world)).Id));
        await world.PassAsync(TimeSpan.FromMinutes(5));
        var process = world.Start();

        Assert.Empty((await world.RunAsync(() => process.RunAsync(new ConfigureRequest("edge") { Reapply = true })))!.Failures);

        Assert.Equal(2, Bought(world).Count(e => e.GoneAt is null));
        Assert.Contains(process.Events.Of<OperationEvent.Message>(), m => m.Text.StartsWith($"Machine {copy} (edge-node1) at ec2 is a copy of the machine of host edge-node1", StringComparison.Ordinal));
        Assert.Empty((await world.RunAsync(new DeleteRequest("edge")))!.Failures);
        Assert.DoesNotContain(Bought(world), e => e.GoneAt is null);
    }

    private static string Write(TheWorld world) => world.Write("edge.yaml", Descriptors.Ec2(1));

    private static string WriteEdited(TheWorld world) => world.Write("edge.yaml", Descriptors.Ec2(1).Replace(Type, "instancetype: m5.metal", StringComparison.Ordinal));

    private static IReadOnlyList<LedgerEntry> Bought(TheWorld world) => world.Sandbox.Ec2Emulator!.Ledger.Entries;

    private static async Task KilledWithItsOrderAsync(TheWorld world)
    {
        var doomed = world.Start();
        doomed.Calls.Decide = (_, name) => name == "ec2 RunInstances" ? Interference.KilledAfter : Interference.None;
        Assert.Null(await world.RunAsync(() => doomed.RunAsync(new CreateRequest(Write(world)))));
    }

    private static async Task StandsAsync(TheWorld world, string path)
    {
        var made = await world.RunAsync(new CreateRequest(path));
        Assert.Empty(made!.Failures.Select(f => f.Error.Message));
        Assert.Equal(OperationOutcome.Unchanged, (await world.RunAsync(new CreateRequest(path)))!.Operation.Outcome);
    }
}
