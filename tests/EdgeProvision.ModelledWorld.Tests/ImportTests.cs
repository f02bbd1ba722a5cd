using System.Text.Json.Nodes;
using EdgeProvision.Engine.Hosts.Keys;
using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Engine.Plans;
using EdgeProvision.Engine.Records;
using EdgeProvision.Engine.Requests;
using EdgeProvision.Model;
using EdgeProvision.ModelledWorld.Tests.Laws;
using EdgeProvision.ModelledWorld.Tests.World;
using FrontEndRelease = EdgeProvision.Sandbox.OpenNebula.FrontEndRelease;

namespace EdgeProvision.ModelledWorld.Tests;

/// <summary>A provision that the original tool has made becomes one of ours.</summary>
public sealed class ImportTests
{
    private static readonly ImportRequest Import = new("edge");

    [Theory]
    [InlineData(FrontEndRelease.V5_10)]
    [InlineData(FrontEndRelease.V6_10)]
    public async Task Import_OfTheOriginalsProvision_MakesItOursAndDoesNothingOnItsHosts(FrontEndRelease release)
    {
        await using var world = new TheWorld(release);
        var inventory = new Inventory(world);
        var process = await StandAsync(world);

        var result = await world.RunAsync(() => process.RunAsync(Import));
        var again = await world.RunAsync(Import);

        Assert.Empty(result!.Failures.Select(f => $"{f.StepId}: {f.Error.Message}"));
        Assert.Equal((OperationOutcome.Succeeded, "import"), (result.Operation.Outcome, result.Operation.Verb));
        Assert.Empty(inventory.ProblemsOfAdoption(2));
        Assert.Equal((ProvisionState.Ready, false), (result.Provision!.State, result.Provision.RecordId is null));
        Assert.Equal(["edge-node1", "edge-node2"], process.Answers.HostKeys.Select(k => k.Hostname));
        Assert.All(process.Answers.HostKeys, k => Assert.StartsWith("SHA256:", k.Fingerprint, StringComparison.Ordinal));
        Assert.DoesNotContain(process.Calls.Names, n => n.StartsWith("host ", StringComparison.Ordinal) && n is not ("host key" or "host connect"));
        Assert.Equal(OperationOutcome.Unchanged, again!.Operation.Outcome);
    }

    [Theory]
    [InlineData(FrontEndRelease.V5_10)]
    [InlineData(FrontEndRelease.V6_10)]
    public async Task Import_Done_TheProvisionIsComparedUpdatedSwitchedAndRemovedLikeAnyOther(FrontEndRelease release)
    {
        await using var world = new TheWorld(release);
        var inventory = new Inventory(world);
        using var original = new OriginalTool(world);
        var ids = await world.RunAsync(() => original.CreateAsync(2));
        await world.RunAsync(Import);
        var process = world.Start();
        var path = world.Write("edge.yaml", Descriptors.Fosdem(2).Replace("static_vxlan", "default", StringComparison.Ordinal));

        var stored = await world.RunAsync(async () => await (await process.EngineAsync()).CompareAsync(new CompareRequest("edge"), CancellationToken.None));
        var given = await world.RunAsync(async () => await (await process.EngineAsync()).CompareAsync(new CompareRequest(null) { Descriptor = new DescriptorSource.File(path) }, CancellationToken.None));
        var updated = await world.RunAsync(() => process.RunAsync(new UpdateRequest(path)));
        var stopped = await world.RunAsync(() => process.RunAsync(new PowerRequest("edge", [ids[0]], PowerChange.Stop)));
        var started = await world.RunAsync(() => process.RunAsync(new PowerRequest("edge", [ids[0]], PowerChange.Start)));
        var removing = world.Start();
        var removed = await world.RunAsync(() => removing.RunAsync(new DeleteRequest("edge")));

        Assert.Empty(stored.Select(d => d.ToString()));
        Assert.Empty(given.Select(d => d.ToString()));
        Assert.All([updated!, stopped!, started!, removed!], r => Assert.Empty(r.Failures.Select(f => $"{r.Operation.Verb} {f.StepId}: {f.Error.Message}")));
        Assert.Empty(inventory.ProblemsOfNothing());
        Assert.All(original.Devices, d => Assert.Equal(1, removing.Calls.Names.Count(n => n == $"packet DELETE /devices/{d}")));
    }

    [Fact]
    public async Task Import_WithoutConsentToTheKeys_ChangesNothing()
    {
        await using var world = new TheWorld();
        var process = await StandAsync(world);
        var before = Everything(world);
        process.Answers.AreHostKeysRight = false;

        var error = await Assert.ThrowsAsync<EdgeException>(() => world.RunAsync(() => process.RunAsync(Import)));
        var plan = await world.RunAsync(async () => await (await world.Start().EngineAsync()).PlanAsync(Import, CancellationToken.None));

        Assert.Equal(("HostKeysNotConfirmed", ErrorKind.Security), (error.Code, error.Kind));
        var fingerprint = Fingerprint(world, "edge-node1");
        Assert.Contains(fingerprint, error.RecommendedAction, StringComparison.Ordinal);
        Assert.Contains(plan.Steps, s => s.Kind == "GreetHost" && s.Text.Contains(fingerprint, StringComparison.Ordinal));
        Assert.Equal(before, Everything(world));
    }

    [Fact]
    public async Task Import_WithGivenFingerprints_AsksNothingAndTakesNoOther()
    {
        await using var world = new TheWorld();
        var inventory = new Inventory(world);
        var process = await StandAsync(world);
        var before = Everything(world);

        var refused = await Assert.ThrowsAsync<EdgeException>(() => world.RunAsync(() => process.RunAsync(Import with { AcceptedHostKeys = [Fingerprint(world, "edge-node1")] })));
        Assert.Equal("HostKeyNotAccepted", refused.Code);
        Assert.Contains("edge-node2", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("edge-node1", refused.Message, StringComparison.Ordinal);
        Assert.Equal(before, Everything(world));

        await world.RunAsync(() => process.RunAsync(Import with { AcceptedHostKeys = [Fingerprint(world, "edge-node1"), Fingerprint(world, "edge-node2")] }));
        Assert.Empty(process.Answers.HostKeys);
        Assert.Empty(inventory.ProblemsOfAdoption(2));
    }

    [Fact]
    public async Task Import_WhereAHostDoesNotLetUsIn_WritesNothing()
    {
        await using var world = new TheWorld();
        var process = await StandAsync(world);
        var before = Everything(world);
        world.Room.Machines[1].Disk.AuthorizedKeys.Clear();

        var result = await world.RunAsync(() => process.RunAsync(Import));

        Assert.Equal(["SshLoginRefused"], result!.Failures.Select(f => f.Error.Code));
        Assert.Equal(before, Everything(world));
    }

    [Fact]
    public async Task Import_OfAPlanThatWasLookedAt_PinsTheKeysOfThatPlanOnly()
    {
        await using var world = new TheWorld();
        var inventory = new Inventory(world);
        var process = await StandAsync(world);
        var plan = await world.RunAsync(async () => await (await process.EngineAsync()).PlanAsync(Import, CancellationToken.None));
        process.Answers.AreHostKeysRight = false;

        var stale = await Assert.ThrowsAsync<EdgeException>(() => world.RunAsync(() => process.RunAsync(PlanRequests.ToRequest(plan with { Steps = [.. plan.Steps.Select(s => s with { Text = s.Text.Replace("SHA256:", "SHA256:x", StringComparison.Ordinal) })] }))));
        await world.RunAsync(() => process.RunAsync(PlanRequests.ToRequest(plan)));

        Assert.Equal("PlanStale", stale.Code);
        Assert.Empty(inventory.ProblemsOfAdoption(2));
    }

    [Theory]
    [InlineData("gone", "is not at the provider")]
    [InlineData("off", "is in state 'inactive'")]
    [InlineData("tagged", "carries the tag of something else")]
    [InlineData("shared", "name the same machine")]
    [InlineData("renamed", "and the host is called 198.51.100.77")]
    public async Task Import_WhereAMachineIsNotProvablyTheHosts_IsRefusedAndChangesNothing(string how, string message)
    {
        await using var world = new TheWorld();
        using var original = new OriginalTool(world);
        var ids = await world.RunAsync(() => original.CreateAsync(2));
        await world.RunAsync(async () =>
        {
            var device = original.Devices[0];
            await (how switch
            {
                "gone" => original.PacketAsync(HttpMethod.Delete, $"/devices/{device}"),
                "off" => original.PacketAsync(HttpMethod.Post, $"/devices/{device}/actions", new JsonObject { ["type"] = "power_off" }),
                "tagged" => original.PacketAsync(HttpMethod.Put, $"/devices/{device}", new JsonObject { ["tags"] = new JsonArray("edge-key=other/host/x") }),
                _ => Task.FromResult<JsonNode?>(null),
            });
            if (how == "renamed")
                await original.CallAsync("one.host.rename", ids[0], "198.51.100.77");
            if (how == "shared")
                await original.CallAsync("one.host.update", ids[0], $"PROVISION=[ PACKET_TOKEN=\"{TheWorld.Token}\", PACKET_PROJECT=\"{TheWorld.Project}\", HOSTNAME=\"edge-node1\", PROVISION_ID=\"{OriginalTool.ProvisionId}\", NAME=\"edge\", DEPLOY_ID=\"{original.Devices[1]}\" ]", 1);
            await Task.Delay(TimeSpan.FromMinutes(5), world.Clock);
            return 0;
        });
        var before = Everything(world);

        var error = await Assert.ThrowsAsync<EdgeException>(() => world.RunAsync(Import));

        Assert.Equal("ImportRefused", error.Code);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Equal(before, Everything(world));
    }

    [Fact]
    public async Task Import_OfAProvisionOfOurs_HasNothingToDo()
    {
        await using var world = new TheWorld();
        await Operations.StandAsync(world);

        var result = await world.RunAsync(Import);

        Assert.Equal(OperationOutcome.Unchanged, result!.Operation.Outcome);
    }

    [Fact]
    public async Task Import_OfHostsThatShareAHostnameKilledBetweenThem_GivesTheLastTheKeyThatTheRecordHas()
    {
        await using var world = new TheWorld();
        var inventory = new Inventory(world);
        using var original = new OriginalTool(world) { SharesHostname = true };
        await world.RunAsync(() => original.CreateAsync(2));
        var doomed = world.Start();
        doomed.Calls.Decide = (_, name) => name == "frontend one.host.update" && doomed.Calls.Names.Count(n => n == name) == 2 ? Interference.KilledBefore : Interference.None;
        Assert.Null(await world.RunAsync(() => doomed.RunAsync(Import)));
        Assert.Single(inventory.Objects, o => o.Kind == "host" && Inventory.Text(o, "EDGE_KEY") is not null);

        Assert.Empty((await world.RunAsync(Import))!.Failures);

        var engine = await world.RunAsync(() => world.Start().EngineAsync());
        var differences = await world.RunAsync(() => engine.CompareAsync(new CompareRequest("edge"), CancellationToken.None));
        var update = await world.RunAsync(() => engine.PlanAsync(new UpdateRequest(world.Write("recorded.yaml", inventory.RecordedDescriptor)), CancellationToken.None));
        Assert.Empty(inventory.ProblemsOfAdoption(2));
        Assert.Empty(differences.Select(d => d.ToString()));
        Assert.Empty(update.Steps.Select(s => s.Id));
    }

    [Fact]
    public async Task Import_OfAHalfMadeProvisionOfOurs_KeepsTheSecretsOfItsHostsAndAllElse()
    {
        await using var world = new TheWorld();
        var inventory = new Inventory(world);
        var path = world.Write("edge.yaml", Descriptors.Fosdem(1).Replace("iptables_masquerade_enabled: False", "registry_password: \"first\"", StringComparison.Ordinal));
        var doomed = world.Start();
        doomed.Calls.Decide = (_, name) => name == "frontend one.host.rename" ? Interference.KilledAfter : Interference.None;
        Assert.Null(await world.RunAsync(() => doomed.RunAsync(new CreateRequest(path))));
        await world.PassAsync(TimeSpan.FromMinutes(5));
        var before = Kept(inventory);
        Assert.DoesNotContain(before, b => b.StartsWith("host EDGE_SSH_HOSTKEY", StringComparison.Ordinal));
        var secrets = await SecretsAsync(world, inventory);

        Assert.Empty((await world.RunAsync(Import))!.Failures);

        Assert.Equal(secrets, await SecretsAsync(world, inventory));
        Assert.Contains("host/edge-node1/registry_password=first", secrets);
        Assert.Empty(before.Except(Kept(inventory)));
        Assert.Empty((await world.RunAsync(new CreateRequest(path)))!.Failures);
        Assert.Empty(inventory.ProblemsOfProvision(1, ipam: true));
    }

    [Fact]
    public async Task Import_OfHostsInTheOriginalsOverlay_LaterOperationsSendThemNoPeers()
    {
        await using var world = new TheWorld();
        using var original = new OriginalTool(world) { Playbook = "static_vxlan" };
        var ids = await world.RunAsync(() => original.CreateAsync(2));
        await world.RunAsync(Import);

        var stopped = await world.RunAsync(new PowerRequest("edge", [ids[0]], PowerChange.Stop));
        var deleted = await world.RunAsync(new DeleteHostsRequest("edge", [ids[0]]));

        Assert.All([stopped!, deleted!], r => Assert.Empty(r.Failures));
        Assert.DoesNotContain(stopped!.Operation.Steps.Concat(deleted!.Operation.Steps), s => s.Id.EndsWith("/peers", StringComparison.Ordinal));
        Assert.Single(world.Room.Machines);
    }

    private static async Task<EngineProcess> StandAsync(TheWorld world)
    {
        using var original = new OriginalTool(world);
        await world.RunAsync(() => original.CreateAsync(2));
        return world.Start();
    }

    /// <summary>What record and hosts have beside the log and the encrypted secrets.</summary>
    private static List<string> Kept(Inventory inventory) =>
    [
        .. inventory.Objects.Where(o => o.Kind is "document" or "host").SelectMany(o => o.Template
            .Where(a => a.Name is not ("OPERATIONS_BASE64" or "PROVISION_BODY"))
            .Select(a => $"{o.Kind} {a.Name} {a.Value}{string.Join(',', a.Elements?.Select(e => $"{e.Key}={e.Value}") ?? [])}")),
    ];

    private static async Task<IReadOnlyList<string>> SecretsAsync(TheWorld world, Inventory inventory)
    {
        using var administrator = world.Administrator();
        var id = inventory.Objects.Single(o => o.Kind == "document").Id;
        var record = await world.RunAsync(() => administrator.Documents.InfoAsync(id, SecretView.Clear, CancellationToken.None));
        return [.. (ProvisionRecordCodec.Read(id, record.Template).Secrets ?? throw new InvalidOperationException("the record keeps no secrets")).Select(s => $"{s.Key}={s.Value}").Order()];
    }

    private static string Fingerprint(TheWorld world, string hostname)
    {
        Assert.True(SshPublicKey.TryParse(world.Room.Machines.Single(m => m.Machine.Hostname == hostname).Disk.HostKey, out var key));
        return key.Fingerprint;
    }

    /// <summary>All that stands at front-end and provider, as text.</summary>
    private static string Everything(TheWorld world) =>
        string.Join('\n', world.Sandbox.FrontEndEmulator.Dump().Objects.Where(o => o.Kind != "template").Select(o => $"{o.Kind} {o.Id} {o.Name} {string.Join(' ', o.Template.Select(a => $"{a.Name}={a.Value}{string.Join(',', a.Elements?.Select(e => $"{e.Key}={e.Value}") ?? [])}"))}"))
        + world.Sandbox.PacketEmulator.Describe()["devices"]!.ToJsonString();
}
