using EdgeProvision.Engine.Requests;
using EdgeProvision.Model;
using EdgeProvision.ModelledWorld.Tests.Laws;
using EdgeProvision.ModelledWorld.Tests.World;

namespace EdgeProvision.ModelledWorld.Tests;

/// <summary>A changed descriptor, applied to what stands.</summary>
public sealed class UpdateTests
{
    [Fact]
    public async Task Update_OfAnEditedDescriptor_TouchesWhatChangedAndNothingElse()
    {
        await using var world = new TheWorld();
        await Operations.StandAsync(world);
        var inventory = new Inventory(world);
        var kept = world.Room.Machines.Single(m => m.Machine.Hostname == "edge-node2");
        var boots = kept.Boots;
        var process = world.Start();

        var updated = await world.RunAsync(() => process.RunAsync(new UpdateRequest(world.Write("edited.yaml", Descriptors.FosdemEdited()))));

        Assert.Empty(updated!.Failures.Select(f => $"{f.StepId}: {f.Error.Message}"));
        Assert.Equal(OperationOutcome.Succeeded, updated.Operation.Outcome);
        var steps = updated.Operation.Steps.Select(s => s.Id).ToHashSet();
        Assert.DoesNotContain("host/edge-node2/configure", steps);
        Assert.DoesNotContain("datastore/0", steps);
        Assert.Superset(new HashSet<string> { "host/edge-node1/release", "host/edge-node3/rent", "network/0", "network/1", "datastore/1", "host/edge-node2/peers", "record" }, steps);
        Assert.Equal(boots, kept.Boots);
        Assert.Equal(["edge-node2", "edge-node3"], world.Room.Machines.Select(m => m.Machine.Hostname).Order());
        Assert.All(world.Room.Machines, m => Assert.Equal(2, m.Memory!.PeersInForce.Count));
    }

    [Fact]
    public async Task Update_WithTheSameDescriptor_ChangesNothing()
    {
        await using var world = new TheWorld();
        await Operations.StandAsync(world);
        var process = world.Start();

        var result = await world.RunAsync(() => process.RunAsync(new UpdateRequest(world.Write("same.yaml", Descriptors.Fosdem(2)))));

        Assert.Equal(OperationOutcome.Unchanged, result!.Operation.Outcome);
        Assert.DoesNotContain(process.Calls.Names, n => n.Contains("update", StringComparison.Ordinal) || n.Contains("allocate", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Update_OfAnotherPlan_IsRefusedWithoutConsentAndThenReplacesTheMachine()
    {
        await using var world = new TheWorld();
        await Operations.StandAsync(world);
        var path = world.Write("bigger.yaml", Descriptors.Fosdem(2).Replace("      hostname: \"<%= @name %>-node1\"\n", "      hostname: \"<%= @name %>-node1\"\n      plan: baremetal_1\n", StringComparison.Ordinal));
        var before = await Operations.IdsAsync(world);

        var refused = await Assert.ThrowsAsync<EdgeException>(() => world.RunAsync(new UpdateRequest(path)));
        Assert.Equal("ReplacementNeeded", refused.Code);
        Assert.Contains("edge-node1 (provision.plan: baremetal_0 → baremetal_1)", refused.Message, StringComparison.Ordinal);
        Assert.Equal(before, await Operations.IdsAsync(world));

        var replaced = await world.RunAsync(new UpdateRequest(path) { MayReplace = true });
        Assert.Empty(replaced!.Failures.Select(f => $"{f.StepId}: {f.Error.Message}"));
        Assert.All(replaced.Provision!.Hosts, h => Assert.Equal(EdgeHostState.Ready, h.State));
        Assert.DoesNotContain(before[0], replaced.Provision.Hosts.Select(h => h.Id));
        Assert.Contains(before[1], replaced.Provision.Hosts.Select(h => h.Id));
        Assert.All(world.Room.Machines, m => Assert.Equal(2, m.Memory!.PeersInForce.Count));
        Assert.Equal(OperationOutcome.Unchanged, (await world.RunAsync(new UpdateRequest(path) { MayReplace = true }))!.Operation.Outcome);
    }

    [Fact]
    public async Task Update_OfAVariable_ConfiguresThatHostAgain()
    {
        await using var world = new TheWorld();
        await Operations.StandAsync(world);
        var path = world.Write("other.yaml", Descriptors.Fosdem(2).Replace("      hostname: \"<%= @name %>-node2\"\n", "      hostname: \"<%= @name %>-node2\"\n    configuration:\n      iptables_masquerade_enabled: True\n", StringComparison.Ordinal));

        var updated = await world.RunAsync(new UpdateRequest(path));

        Assert.Empty(updated!.Failures.Select(f => $"{f.StepId}: {f.Error.Message}"));
        Assert.Equal(
            ["host/edge-node2/update", "host/edge-node2/offline", "host/edge-node2/configure", "host/edge-node2/enable", "host/edge-node2/peers", "record"],
            updated.Operation.Steps.Where(s => s.Outcome is StepOutcome.Done or StepOutcome.Unchanged).Select(s => s.Id).OrderBy(Place));
        Assert.All(updated.Provision!.Hosts, h => Assert.Equal(EdgeHostState.Ready, h.State));

        static int Place(string id) => Array.IndexOf(["update", "offline", "configure", "enable", "peers", "record"], id.Split('/')[^1]);
    }

    [Fact]
    public async Task Update_OfWhenAMachineEnds_IsDoneAtTheProviderAndSeenThere()
    {
        await using var world = new TheWorld();
        await Operations.StandAsync(world);
        var before = world.Room.Machines.Select(m => (m.Machine.Hostname, m.Boots)).Order().ToList();
        var edited = world.Write("ending.yaml", Ending("8h"));

        var updated = await world.RunAsync(new UpdateRequest(edited));

        Assert.Empty(updated!.Failures.Select(f => $"{f.StepId}: {f.Error.Message}"));
        Assert.Equal(["host/edge-node1/end", "record"], updated.Operation.Steps.Select(s => s.Id).Order());
        Assert.Equal(before, world.Room.Machines.Select(m => (m.Machine.Hostname, m.Boots)).Order());
        Assert.Equal(OperationOutcome.Unchanged, (await world.RunAsync(new UpdateRequest(edited)))!.Operation.Outcome);

        // Back again, and by a provider that keeps what it has.
        world.Sandbox.PacketEmulator.Conditions.KeepsTerminationTimes = true;
        var kept = await world.RunAsync(new UpdateRequest(world.Write("same.yaml", Descriptors.Fosdem(2))));
        Assert.Equal("TerminationTimeKept", Assert.Single(kept!.Failures).Error.Code);
        world.Sandbox.PacketEmulator.Conditions.KeepsTerminationTimes = false;
        Assert.Empty((await world.RunAsync(new UpdateRequest(world.Write("same.yaml", Descriptors.Fosdem(2)))))!.Failures);

        static string Ending(string text) =>
            Descriptors.Fosdem(2).Replace("      hostname: \"<%= @name %>-node1\"\n", $"      hostname: \"<%= @name %>-node1\"\n      termination_time: {text}\n", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Update_OfWhatMachinesAreReachedBy_ChangesItAroundThem()
    {
        await using var world = new TheWorld(hasEc2: true);
        var inventory = new Inventory(world);
        await world.RunAsync(new CreateRequest(world.Write("edge.yaml", Descriptors.Ec2(2, Admission.Before))));
        var before = world.Room.Machines.Select(m => (m.Machine.Hostname, m.Boots)).Order().ToList();
        var edited = world.Write("edited.yaml", Descriptors.Ec2(2, Admission.After));
        Assert.Equal(
            [("admission", "open"), ("admission", "ssh_from"), ("host", "PROVISION/OPEN"), ("host", "PROVISION/SSH_FROM")],
            (await CompareAsync(world, edited)).Select(d => (d.ObjectKind, d.Property!)).Distinct().Order());

        var updated = await world.RunAsync(new UpdateRequest(edited));

        Assert.Empty(updated!.Failures.Select(f => $"{f.StepId}: {f.Error.Message}"));
        Assert.Equal(["admission/ec2", "host/edge-node1/update", "host/edge-node2/update", "record"], updated.Operation.Steps.Select(s => s.Id).Order());
        Assert.Equal(before, world.Room.Machines.Select(m => (m.Machine.Hostname, m.Boots)).Order());
        Assert.Empty(inventory.ProblemsOfAdmission(2));
        Assert.Empty(await CompareAsync(world, edited));
        Assert.Equal(OperationOutcome.Unchanged, (await world.RunAsync(new UpdateRequest(edited)))!.Operation.Outcome);
    }

    [Fact]
    public async Task Update_WithAMachineElsewhere_LetsTheOverlayInFromEachMemberUntilItGoes()
    {
        await using var world = new TheWorld(hasEc2: true);
        var inventory = new Inventory(world);
        await world.RunAsync(new CreateRequest(world.Write("edge.yaml", Descriptors.Ec2(2))));
        Assert.Empty(inventory.OverlayRules);
        var mixed = world.Write("mixed.yaml", Descriptors.Ec2AndStanding(2));

        var updated = await world.RunAsync(new UpdateRequest(mixed));

        Assert.Empty(updated!.Failures.Select(f => $"{f.StepId}: {f.Error.Message}"));
        Assert.Empty(inventory.ProblemsOfOwnNetwork(2));
        Assert.Empty(await CompareAsync(world, mixed));

        var rack = updated.Provision!.Hosts.Single(h => h.Driver == "onprem").Id;
        Assert.Empty((await world.RunAsync(new DeleteHostsRequest("edge", [rack])))!.Failures.Select(f => f.Error.Message));
        Assert.Empty(inventory.OverlayRules);
    }

    [Fact]
    public async Task Update_OfWhatDoesNotStand_SaysWhatStands()
    {
        await using var world = new TheWorld();

        var error = await Assert.ThrowsAsync<EdgeException>(() => world.RunAsync(new UpdateRequest(world.Write("edge.yaml", Descriptors.Fosdem(1)))));

        Assert.Equal("ProvisionNotFound", error.Code);
    }

    private static Task<IReadOnlyList<EdgeDifference>> CompareAsync(TheWorld world, string path) => world.RunAsync(async () =>
        await (await world.Start().EngineAsync()).CompareAsync(new CompareRequest(null) { Descriptor = new DescriptorSource.File(path) }, CancellationToken.None));
}
