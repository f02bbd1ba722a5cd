using EdgeProvision.Engine.Operations;
using EdgeProvision.Engine.Requests;
using EdgeProvision.Model;
using EdgeProvision.ModelledWorld.Tests.Laws;
using EdgeProvision.ModelledWorld.Tests.World;
using EdgeProvision.Sandbox.Control;

namespace EdgeProvision.ModelledWorld.Tests;

/// <summary>The overlay over changes of power: who was off when the others changed, and whose address changes with its power, belongs to it afterwards.</summary>
public sealed class OverlayPowerTests
{
    [Theory]
    [InlineData(PowerChange.Start)]
    [InlineData(PowerChange.Reset)]
    public async Task PowerOn_OfAHostThatWasOffWhileAnotherJoined_TellsItThePeers(PowerChange change)
    {
        await using var world = new TheWorld();
        var path = world.Write("edge.yaml", Descriptors.Fosdem(2, ipam: false));
        Assert.Empty((await world.RunAsync(new CreateRequest(path)))!.Failures);
        var asleep = (await HostsAsync(world))[0];
        Assert.Empty((await world.RunAsync(new PowerRequest("edge", [asleep.Id], PowerChange.Stop)))!.Failures);
        world.Write("edge.yaml", Descriptors.Fosdem(3, ipam: false));
        Assert.Empty((await world.RunAsync(new CreateRequest(path)))!.Failures);

        var started = await world.RunAsync(new PowerRequest("edge", [asleep.Id], change));

        Assert.Empty(started!.Failures);
        Assert.Empty(started.Warnings);
        Assert.Equal([3, 3, 3], world.Room.Machines.Select(m => m.Memory!.PeersInForce.Count));
    }

    [Fact]
    public async Task Reset_OfAMachineThatComesBackUnderAnotherAddress_TellsTheOthersAndWhatKeepsThemOut()
    {
        await using var world = new TheWorld(hasEc2: true);
        var inventory = new Inventory(world);
        Assert.Empty((await world.RunAsync(new CreateRequest(world.Write("mixed.yaml", Descriptors.Ec2AndStanding(2)))))!.Failures);
        var moving = (await HostsAsync(world)).First(h => h.Driver == "ec2");

        var reset = await world.RunAsync(new PowerRequest("edge", [moving.Id], PowerChange.Reset));

        Assert.Empty(reset!.Failures);
        Assert.Empty(reset.Warnings);
        var hosts = await HostsAsync(world);
        Assert.DoesNotContain(moving.Address, hosts.Select(h => h.Address));
        AssertJoined(inventory);
        Assert.Equal(
            hosts.Select(h => $"in peer: {h.Address}/32, UDP, from port: 4789, to port: 4789, ALLOW").Order(StringComparer.Ordinal), inventory.OverlayRules);
    }

    [Fact]
    public async Task Start_OfAMachineThatSomebodyHasMoved_TellsTheOthers()
    {
        await using var world = new TheWorld(hasEc2: true);
        var inventory = new Inventory(world);
        Assert.Empty((await world.RunAsync(new CreateRequest(world.Write("mixed.yaml", Descriptors.Ec2AndStanding(2)))))!.Failures);
        var moving = (await HostsAsync(world)).First(h => h.Driver == "ec2");
        using var console = new Ec2Console(world);
        await world.RunAsync(async () => { await console.StopAsync(moving.DeviceId!); return 0; });
        await world.PassAsync(TimeSpan.FromMinutes(5));
        await world.RunAsync(async () => { await console.StartAsync(moving.DeviceId!); return 0; });
        await world.PassAsync(TimeSpan.FromMinutes(5));

        Assert.Empty((await world.RunAsync(new PowerRequest("edge", [moving.Id], PowerChange.Start)))!.Failures);

        var hosts = await HostsAsync(world);
        Assert.DoesNotContain(moving.Address, hosts.Select(h => h.Address));
        AssertJoined(inventory);
    }

    [Fact]
    public async Task Reset_OfAMachineWhoseOverlayIsPrivate_DisturbsNoOther()
    {
        await using var world = new TheWorld(hasEc2: true);
        Assert.Empty((await world.RunAsync(new CreateRequest(world.Write("edge.yaml", Descriptors.Ec2(2)))))!.Failures);
        var hosts = await HostsAsync(world);
        var process = world.Start();

        Assert.Empty((await world.RunAsync(() => process.RunAsync(new PowerRequest("edge", [hosts[0].Id], PowerChange.Reset))))!.Failures);

        var other = world.Room.ByAddress(hosts[1].Address!)!;
        Assert.Equal((1, 2), (other.Boots, other.Memory!.PeersInForce.Count));
        Assert.DoesNotContain(process.Events.Of<OperationEvent.StepEnded>(), e => e.Step.Id == $"host/{hosts[1].Hostname}/peers" && e.Outcome == StepOutcome.Done);
    }

    [Fact]
    public async Task Reset_WhereTheProviderDoesNotLetTheOverlayIn_GivesTheHostBackAllTheSame()
    {
        await using var world = new TheWorld(hasEc2: true);
        var inventory = new Inventory(world);
        Assert.Empty((await world.RunAsync(new CreateRequest(world.Write("mixed.yaml", Descriptors.Ec2AndStanding(2)))))!.Failures);
        var moving = (await HostsAsync(world)).First(h => h.Driver == "ec2");
        world.Sandbox.Board.Add(new FaultOrder { Match = new CallMatch { Service = "ec2", Action = "AuthorizeSecurityGroupIngress" }, Kind = FaultKind.Status, Status = 403, Code = "UnauthorizedOperation", Times = 100 });

        var reset = await world.RunAsync(new PowerRequest("edge", [moving.Id], PowerChange.Reset));

        Assert.Contains(reset!.Warnings, w => w.Contains("does not know the latest peers", StringComparison.Ordinal));
        Assert.Equal("Monitored", inventory.Objects.Single(o => o.Kind == "host" && o.Id == moving.Id).State);
        Assert.DoesNotContain(reset.Warnings, w => w.Contains("Restart-EdgeHost -Id", StringComparison.Ordinal));
        world.Sandbox.Board.ClearFaults();
        Assert.Empty((await world.RunAsync(new ConfigureRequest("edge") { Reapply = true }))!.Failures);
        AssertJoined(inventory);
    }

    [Fact]
    public async Task Reset_ThatFailsOnceAndIsTriedAgain_TellsTheOthersTheNewAddress()
    {
        await using var world = new TheWorld(hasEc2: true);
        var inventory = new Inventory(world);
        Assert.Empty((await world.RunAsync(new CreateRequest(world.Write("mixed.yaml", Descriptors.Ec2AndStanding(2)))))!.Failures);
        var moving = (await HostsAsync(world)).First(h => h.Driver == "ec2");
        world.Sandbox.Board.Add(new FaultOrder { Match = new CallMatch { Service = "ec2", Action = "StartInstances" }, Kind = FaultKind.Status, Status = 403, Code = "UnauthorizedOperation" });
        var process = world.Start();
        process.Answers.OnFailures.Enqueue(FailureAnswer.Retry);

        var reset = await world.RunAsync(() => process.RunAsync(new PowerRequest("edge", [moving.Id], PowerChange.Reset)));

        Assert.Empty(reset!.Failures.Select(f => f.Error.Message));
        Assert.Empty(process.Answers.OnFailures);
        AssertJoined(inventory);
    }

    private static void AssertJoined(Inventory inventory)
    {
        var problems = inventory.ProblemsOfPublicOverlay().ToList();
        Assert.True(problems.Count == 0, string.Join('\n', problems));
    }

    private static Task<IReadOnlyList<EdgeHost>> HostsAsync(TheWorld world) =>
        world.RunAsync(async () => (await (await world.Start().EngineAsync()).GetProvisionsAsync("edge", CancellationToken.None))[0].Hosts);
}
