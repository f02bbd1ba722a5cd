using System.Text.Json;
using System.Xml.Linq;
using EdgeProvision.Engine.Operations;
using EdgeProvision.Engine.Requests;
using EdgeProvision.Model;
using EdgeProvision.ModelledWorld.Tests.Laws;
using EdgeProvision.ModelledWorld.Tests.World;
using EdgeProvision.Sandbox.Control;

namespace EdgeProvision.ModelledWorld.Tests;

/// <summary>The descriptor is edited while an order may still be under way, because the run that sent it was killed.</summary>
public sealed class DescriptorChangeTests
{
    private const string Settle = "host/edge-node1/settle";

    private static string Write(TheWorld world, int hosts = 1) => world.Write("edge.yaml", Descriptors.Fosdem(hosts));

    private static string WriteEdited(TheWorld world) =>
        world.Write("edge.yaml", Descriptors.Fosdem(1).Replace("-node1\"\n", "-node1\"\n      plan: baremetal_1\n", StringComparison.Ordinal));

    private static string RecordOf(Inventory inventory) => Inventory.Text(inventory.Objects.Single(o => o.Kind == "document"), "DESCRIPTOR_BASE64")!;

    private static bool IsOrder(string call) => call.StartsWith("packet POST", StringComparison.Ordinal);

    /// <summary>A run that is killed with its first order, before it leaves or when the provider has it.</summary>
    private static async Task KillWithOrderAsync(TheWorld world, string path, Interference how)
    {
        var doomed = world.Start();
        doomed.Calls.Decide = (_, name) => IsOrder(name) ? how : Interference.None;
        Assert.Null(await world.RunAsync(() => doomed.RunAsync(new CreateRequest(path))));
    }

    private static void AssertWhole(Inventory inventory, int hosts)
    {
        Assert.Empty(inventory.ProblemsOfProvision(hosts, ipam: true));
        Assert.Empty(inventory.ProblemsOfPurchases());
    }

    [Fact]
    public async Task Create_EditedAfterAnOrderThatNeverLeft_SettlesItAndIsAccepted()
    {
        await using var world = new TheWorld();
        var inventory = new Inventory(world);
        await KillWithOrderAsync(world, Write(world), Interference.KilledBefore);
        var process = world.Start();

        Assert.Empty((await world.RunAsync(() => process.RunAsync(new CreateRequest(WriteEdited(world)))))!.Failures);

        var settled = process.Events.Of<OperationEvent.StepEnded>().Single(e => e.Step.Id == Settle);
        Assert.Equal(StepOutcome.Done, settled.Outcome);
        Assert.True(settled.Duration >= TimeSpan.FromSeconds(3), $"{settled.Duration}");
        AssertWhole(inventory, 1);
        Assert.Equal("baremetal_1", inventory.Objects.Single(o => o.Kind == "host").Template.Single(a => a.Name == "PROVISION").Elements!["PLAN"]);
        Assert.Equal(OperationOutcome.Unchanged, (await world.RunAsync(new CreateRequest(WriteEdited(world))))!.Operation.Outcome);
    }

    [Fact]
    public async Task Create_EditedForAHostThatHasNoMachine_KeepsItsNewSecretsAndTheOthersOldOnes()
    {
        await using var world = new TheWorld();
        var inventory = new Inventory(world);
        world.Sandbox.Board.Add(new FaultOrder { Match = new CallMatch { Service = "packet", Method = "POST", Path = "/projects/*/devices", Contains = "edge-node2" }, Kind = FaultKind.Status, Status = 422 });
        Assert.Single((await world.RunAsync(new CreateRequest(world.Write("edge.yaml", WithSecrets("baremetal_0", "first", null)))))!.Failures);

        Assert.Empty((await world.RunAsync(new CreateRequest(world.Write("edge.yaml", WithSecrets("baremetal_1", "first", "second")))))!.Failures);

        using var tools = new FrontEndTools(world);
        var record = inventory.Objects.Single(o => o.Kind == "document");
        var body = XDocument.Parse(await world.RunAsync(() => tools.CallAsync("one.document.info", record.Id, true))).Descendants("PROVISION_BODY").Single().Value;
        var kept = JsonSerializer.Deserialize<Dictionary<string, string>>(Convert.FromBase64String(body))!;
        Assert.Equal(("first", "second"), (kept.GetValueOrDefault("host/edge-node1/registry_password"), kept.GetValueOrDefault("host/edge-node2/registry_password")));
    }

    private static string WithSecrets(string plan, string one, string? two)
    {
        const string second = "      hostname: \"<%= @name %>-node2\"\n";
        return Descriptors.Fosdem(2, ipam: false)
            .Replace("      hostname: \"<%= @name %>-node1\"\n", $"      hostname: \"<%= @name %>-node1\"\n    configuration:\n      registry_password: {one}\n", StringComparison.Ordinal)
            .Replace(second, $"{second}      plan: {plan}\n{(two is null ? "" : $"    configuration:\n      registry_password: {two}\n")}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_MemberTakenOutAfterAnOrderThatNeverLeft_ItsRegistrationGoes()
    {
        await using var world = new TheWorld();
        var inventory = new Inventory(world);
        await KillWithOrderAsync(world, Write(world, hosts: 2), Interference.KilledBefore);

        Assert.Empty((await world.RunAsync(new CreateRequest(Write(world))))!.Failures);

        AssertWhole(inventory, 1);
    }

    [Fact]
    public async Task Create_EditedAndTheMachineComesMeanwhile_RecordsItAndRefusesWithoutDoingAnythingElse()
    {
        await using var world = new TheWorld(settle: TimeSpan.FromSeconds(10));
        var inventory = new Inventory(world);
        world.Sandbox.Board.Add(new FaultOrder { Match = new CallMatch { Service = "packet", Method = "POST", Path = "/projects/*/devices" }, Kind = FaultKind.LateAction, DelayMs = 6000 });
        await KillWithOrderAsync(world, Write(world), Interference.KilledAfter);
        var before = RecordOf(inventory);
        var process = world.Start();

        // Neither trying again nor cleaning up is an answer to a descriptor that is not for this provision.
        var error = await Assert.ThrowsAsync<EdgeException>(() => world.RunAsync(
            () => process.RunAsync(new CreateRequest(WriteEdited(world)) { RetryCount = 2, OnFailure = FailureMode.Cleanup })));

        Assert.Equal("DescriptorChanged", error.Code);
        var device = (string)Assert.Single(inventory.Devices)["id"]!;
        Assert.Contains(device, error.Message, StringComparison.Ordinal);
        Assert.Equal(before, RecordOf(inventory));
        Assert.Equal(device, inventory.Objects.Single(o => o.Kind == "host").Template.Single(a => a.Name == "PROVISION").Elements!["DEPLOY_ID"]);
        Assert.DoesNotContain(process.Calls.Names, n => IsOrder(n) || n.StartsWith("host ", StringComparison.Ordinal));
        Assert.DoesNotContain(inventory.Objects, o => o.Kind == "template");
        var log = await world.RunAsync(async () => await (await process.EngineAsync()).GetOperationsAsync("edge", CancellationToken.None));
        Assert.Equal(OperationOutcome.Failed, log[0].Outcome);
        Assert.Contains(log[0].Steps, s => s.Id == Settle);

        Assert.Empty((await world.RunAsync(new CreateRequest(Write(world))))!.Failures);
        AssertWhole(inventory, 1);
    }

    [Fact]
    public async Task Create_EditedAfterTheMachineHasCome_IsRefusedBeforeTheLock()
    {
        await using var world = new TheWorld();
        var inventory = new Inventory(world);
        await KillWithOrderAsync(world, Write(world), Interference.KilledAfter);
        var process = world.Start();

        var error = await Assert.ThrowsAsync<EdgeException>(() => world.RunAsync(() => process.RunAsync(new CreateRequest(WriteEdited(world)))));

        Assert.Equal("DescriptorChanged", error.Code);
        Assert.DoesNotContain("frontend one.template.allocate", process.Calls.Names);
        Assert.DoesNotContain(process.Calls.Names, n => n.EndsWith(".update", StringComparison.Ordinal));
        Assert.Empty((await world.RunAsync(new CreateRequest(Write(world))))!.Failures);
        AssertWhole(inventory, 1);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Create_EditedAndKilledWhileItSettlesOrClaimsAnew_TheNextRunFinishes(int update)
    {
        foreach (var how in new[] { Interference.KilledBefore, Interference.KilledAfter })
        {
            await using var world = new TheWorld();
            var inventory = new Inventory(world);
            await KillWithOrderAsync(world, Write(world), Interference.KilledBefore);
            var doomed = world.Start();
            doomed.Calls.Decide = (_, name) =>
                name == "frontend one.host.update" && doomed.Calls.Names.Count(n => n == "frontend one.host.update") == update ? how : Interference.None;
            Assert.Null(await world.RunAsync(() => doomed.RunAsync(new CreateRequest(WriteEdited(world)))));

            Assert.Empty((await world.RunAsync(new CreateRequest(WriteEdited(world))))!.Failures);

            AssertWhole(inventory, 1);
            Assert.Equal("baremetal_1", inventory.Objects.Single(o => o.Kind == "host").Template.Single(a => a.Name == "PROVISION").Elements!["PLAN"]);
        }
    }
}
