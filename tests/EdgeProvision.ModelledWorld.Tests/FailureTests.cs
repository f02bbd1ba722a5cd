using EdgeProvision.Engine.Operations;
using EdgeProvision.Engine.Requests;
using EdgeProvision.Model;
using EdgeProvision.ModelledWorld.Tests.Laws;
using EdgeProvision.ModelledWorld.Tests.World;
using EdgeProvision.Sandbox.Control;

namespace EdgeProvision.ModelledWorld.Tests;

/// <summary>One host fails; what becomes of it and of the others is the user's choice.</summary>
public sealed class FailureTests
{
    private const int Hosts = 3;
    private const string Sick = "edge-node2";

    [Theory]
    [InlineData(FailureMode.Quit, OperationOutcome.Failed)]
    [InlineData(FailureMode.Skip, OperationOutcome.Succeeded)]
    public async Task Create_OneMachineRefused_TheOthersFinish(FailureMode mode, OperationOutcome outcome)
    {
        await using var world = new TheWorld();
        var inventory = new Inventory(world);
        var path = Write(world, Refused);
        var result = await world.RunAsync(new CreateRequest(path) { OnFailure = mode });
        Assert.Equal(outcome, result!.Operation.Outcome);
        var failure = Assert.Single(result.Failures);
        Assert.Equal($"host/{Sick}/rent", failure.StepId);
        Assert.Contains("422", failure.Error.Message, StringComparison.Ordinal);
        Assert.Equal(2, inventory.Devices.Count);
        Assert.Equal(2, result.Provision!.Hosts.Count(h => h.State == EdgeHostState.Ready));
        Assert.Equal(2, world.Room.Machines.Count(m => m.Memory!.PeersInForce.Count == 2));
    }

    [Fact]
    public async Task Create_OneMachineRefusedAndCleanup_NothingIsLeft()
    {
        await using var world = new TheWorld();
        var inventory = new Inventory(world);
        var result = await world.RunAsync(new CreateRequest(Write(world, Refused)) { OnFailure = FailureMode.Cleanup });
        Assert.Single(result!.Failures);
        await world.PassAsync(TimeSpan.FromMinutes(3));
        Assert.Empty(inventory.ProblemsOfNothing());
    }

    [Fact]
    public async Task Create_RefusedTwiceAndThreeRetries_Succeeds()
    {
        await using var world = new TheWorld();
        var inventory = new Inventory(world);
        world.Sandbox.Board.Add(Refusal(times: 2));
        var result = await world.RunAsync(new CreateRequest(Write(world)) { RetryCount = 3 });
        Assert.Empty(result!.Failures);
        Assert.Equal(OperationOutcome.Succeeded, result.Operation.Outcome);
        Assert.Empty(inventory.ProblemsOfProvision(Hosts, ipam: true));
    }

    [Fact]
    public async Task Create_RefusedOnceAndTheUserSaysRetry_Succeeds()
    {
        await using var world = new TheWorld();
        var inventory = new Inventory(world);
        var path = Write(world);
        world.Sandbox.Board.Add(Refusal(times: 1));
        var process = world.Start();
        process.Answers.OnFailures.Enqueue(FailureAnswer.Retry);
        var result = await world.RunAsync(() => process.RunAsync(new CreateRequest(path)));
        Assert.Empty(result!.Failures);
        Assert.Empty(inventory.ProblemsOfProvision(Hosts, ipam: true));
    }

    [Fact]
    public async Task Create_DescriptorCorrectedAfterARefusal_IsAcceptedAndFinishes()
    {
        await using var world = new TheWorld();
        var inventory = new Inventory(world);
        Assert.Single((await world.RunAsync(new CreateRequest(Write(world, Refused))))!.Failures);
        var result = await world.RunAsync(new CreateRequest(Write(world, text => Give(text, Sick, "plan: baremetal_1"))));
        Assert.Empty(result!.Failures);
        Assert.Empty(inventory.ProblemsOfProvision(Hosts, ipam: true));
        Assert.Empty(inventory.ProblemsOfPurchases());

        // What was refused stood in the host's attributes, which later commands go by.
        var host = inventory.Objects.Single(o => Inventory.Text(o, "EDGE_KEY")?.EndsWith(Sick, StringComparison.Ordinal) == true);
        Assert.Equal("baremetal_1", host.Template.Single(a => a.Name == "PROVISION").Elements!["PLAN"]);
    }

    [Fact]
    public async Task Create_RefusedMemberTakenOutOfTheDescriptor_ItsRegistrationGoes()
    {
        await using var world = new TheWorld();
        var inventory = new Inventory(world);
        Assert.Single((await world.RunAsync(new CreateRequest(Write(world, text => Give(text, "edge-node3", "billing_cycle: fortnightly")))))!.Failures);
        var result = await world.RunAsync(new CreateRequest(world.Write("edge.yaml", Descriptors.Fosdem(Hosts - 1))));
        Assert.Empty(result!.Failures);
        Assert.Empty(inventory.ProblemsOfProvision(Hosts - 1, ipam: true));
    }

    [Fact]
    public async Task Create_DescriptorChangedForAStandingMember_IsRefusedAndNothingHappens()
    {
        await using var world = new TheWorld();
        var inventory = new Inventory(world);
        Assert.Empty((await world.RunAsync(new CreateRequest(Write(world))))!.Failures);
        var changed = Write(world, text => Give(text, Sick, "plan: baremetal_1"));
        var error = await Assert.ThrowsAsync<EdgeException>(() => world.RunAsync(new CreateRequest(changed)));
        Assert.Equal("DescriptorChanged", error.Code);
        Assert.Contains(Sick, error.Message, StringComparison.Ordinal);
        Assert.Empty(inventory.ProblemsOfProvision(Hosts, ipam: true));
    }

    [Fact]
    public async Task Create_MachineFailsAtTheProvider_TheNextRunRentsAnother()
    {
        await using var world = new TheWorld();
        var inventory = new Inventory(world);
        world.Sandbox.PacketEmulator.Conditions.FailNext(1);
        var path = Write(world);
        Assert.Single((await world.RunAsync(new CreateRequest(path)))!.Failures);
        Assert.Empty((await world.RunAsync(new CreateRequest(path)))!.Failures);
        await world.PassAsync(TimeSpan.FromMinutes(3));
        Assert.Empty(inventory.ProblemsOfProvision(Hosts, ipam: true));
        Assert.Equal(Hosts + 1, world.Sandbox.PacketEmulator.Ledger.Entries.Count(e => e.Kind == "device"));
    }

    [Fact]
    public async Task Create_EveryMachineFails_EachHostIsPaidForOnceARun()
    {
        await using var world = new TheWorld();
        var inventory = new Inventory(world);
        world.Sandbox.PacketEmulator.Conditions.FailNext(1000);
        var path = Write(world);
        Assert.Equal(Hosts, (await world.RunAsync(new CreateRequest(path)))!.Failures.Count);
        Assert.Equal(Hosts, world.Sandbox.PacketEmulator.Ledger.Entries.Count(e => e.Kind == "device"));
        Assert.Equal(Hosts, (await world.RunAsync(new CreateRequest(path) { RetryCount = 1 }))!.Failures.Count);
        Assert.Equal(Hosts * 3, world.Sandbox.PacketEmulator.Ledger.Entries.Count(e => e.Kind == "device"));
        Assert.Empty((await world.RunAsync(new DeleteRequest("edge")))!.Failures);
        await world.PassAsync(TimeSpan.FromMinutes(3));
        Assert.Empty(inventory.ProblemsOfNothing());
    }

    [Fact]
    public async Task Create_MachineNeverAnswers_FailsAfterItsTimeAndTheOthersFinish()
    {
        await using var world = new TheWorld();
        world.Sandbox.PacketEmulator.Conditions.MuteNext(1);
        var began = world.Clock.Elapsed;
        var result = await world.RunAsync(new CreateRequest(Write(world)));
        var failure = Assert.Single(result!.Failures);
        Assert.Equal("HostUnreachable", failure.Error.Code);
        Assert.Equal(2, result.Provision!.Hosts.Count(h => h.State == EdgeHostState.Ready));
        Assert.InRange(world.Clock.Elapsed - began, TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(12));
    }

    private static FaultOrder Refusal(int times) => new()
    {
        Match = new CallMatch { Service = "packet", Method = "POST", Path = "/projects/*/devices", Contains = Sick }, Kind = FaultKind.Status, Status = 422, Times = times,
    };

    // The provider refuses it, and nothing tells before that it will.
    private static string Refused(string text) => Give(text, Sick, "billing_cycle: fortnightly");

    private static string Give(string text, string host, string line)
    {
        var name = $"hostname: \"<%= @name %>-{host.Split('-')[1]}\"\n";
        return text.Replace(name, $"{name}      {line}\n", StringComparison.Ordinal);
    }

    private static string Write(TheWorld world, Func<string, string>? change = null) => world.Write("edge.yaml", (change ?? (t => t))(Descriptors.Fosdem(Hosts)));
}
