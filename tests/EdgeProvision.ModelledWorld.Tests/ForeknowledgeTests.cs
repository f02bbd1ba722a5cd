using EdgeProvision.Engine.Operations;
using EdgeProvision.Engine.Requests;
using EdgeProvision.Model;
using EdgeProvision.ModelledWorld.Tests.Laws;
using EdgeProvision.ModelledWorld.Tests.World;
using EdgeProvision.Sandbox.Control;
using EdgeProvision.Sandbox.OpenNebula;

namespace EdgeProvision.ModelledWorld.Tests;

/// <summary>What can be known before buying is told before buying; what happens later is told with what helps.</summary>
public sealed class ForeknowledgeTests
{
    [Theory]
    [InlineData("plan: baremetal_0", "plan: baremetal_9", "baremetal_0 (t1.small.x86)")]
    [InlineData("os: debian_12", "os: debian12", "debian_12 (Debian 12)")]
    [InlineData("facility: ams1\n    plan", "facility: amsterdam\n    plan", "ams1 (Amsterdam, NL)")]
    [InlineData("facility: ams1\n    plan", "metro: amm\n    plan", "am (Amsterdam)")]
    [InlineData("ipam_mad: packet", "ipam_mad: paket", "IPAM_MAD in oned.conf")]
    [InlineData("vn_mad: alias_sdnat", "vn_mad: alias_snat", "alias_sdnat")]
    [InlineData("tm_mad: ssh", "tm_mad: nfs", "TM_MAD")]
    [InlineData("ds_mad: fs", "ds_mad: nfs", "DATASTORE_MAD")]
    [InlineData("vm_mad: kvm", "vm_mad: xen", "VM_MAD")]
    [InlineData("- size: 2", "- size: 3", "no block has 3 addresses")]
    [InlineData("type: IP4\n        ipam_mad", "type: IP6\n        ipam_mad", "public addresses for virtual machines are IPv4")]
    [InlineData("public_ipv4", "public_ipv6", "Choose one of public_ipv4, global_ipv4")]
    public async Task Create_OfWhatTheWorldDoesNotHave_WritesNothingAnywhere(string right, string wrong, string told)
    {
        await using var world = new TheWorld();
        var path = world.Write("edge.yaml", Descriptors.Fosdem(3).Replace(right, wrong, StringComparison.Ordinal));
        var process = world.Start();

        var error = await Assert.ThrowsAsync<DescriptorException>(() => world.RunAsync(() => process.RunAsync(new CreateRequest(path))));
        var planned = await Assert.ThrowsAsync<DescriptorException>(() => world.RunAsync(async () => await (await world.Start().EngineAsync()).PlanAsync(new CreateRequest(path), CancellationToken.None)));

        Assert.Contains(told, error.Message, StringComparison.Ordinal);
        Assert.All(error.Diagnostics, d => Assert.True(d.Line > 0 && d.Column > 0 && d.File == path, d.ToString()));
        Assert.Equal(error.Message, planned.Message);
        Assert.DoesNotContain(process.Calls.Names, IsWrite);
        Assert.Empty(new Inventory(world).ProblemsOfNothing());
    }

    [Fact]
    public async Task Create_WithAnElasticAddressThatThereIsNot_WritesNothingAnywhere()
    {
        await using var world = new TheWorld(hasEc2: true);
        var path = world.Write("edge.yaml", Descriptors.Ec2(1, "ssh_from: [198.51.100.7]\n    elasticip: 203.0.113.77"));
        var process = world.Start();

        var error = await Assert.ThrowsAsync<DescriptorException>(() => world.RunAsync(() => process.RunAsync(new CreateRequest(path))));

        Assert.All(error.Diagnostics, d => Assert.True(d.Line > 0 && d.File == path && d.Message.Contains("203.0.113.77", StringComparison.Ordinal), d.ToString()));
        Assert.Equal(["hosts[0].provision.elasticip"], error.Diagnostics.Select(d => d.Path));
        Assert.DoesNotContain(process.Calls.Names, name => IsWrite(name) && name.StartsWith("frontend", StringComparison.Ordinal));
        Assert.Empty(world.Sandbox.Ec2Emulator!.Ledger.Entries);
        Assert.Empty(new Inventory(world).ProblemsOfNothing());
    }

    [Fact]
    public async Task Update_OfWhatTheWorldDoesNotHave_WritesNothingAnywhere()
    {
        await using var world = new TheWorld();
        var path = world.Write("edge.yaml", Descriptors.Fosdem(1, ipam: false));
        Assert.Equal(OperationOutcome.Succeeded, (await world.RunAsync(new CreateRequest(path)))!.Operation.Outcome);
        world.Write("edge.yaml", Descriptors.Fosdem(2).Replace("ipam_mad: packet", "ipam_mad: paket", StringComparison.Ordinal).Replace("node2\"\n", "node2\"\n      os: debian_99\n", StringComparison.Ordinal));
        var process = world.Start();

        var error = await Assert.ThrowsAsync<DescriptorException>(() => world.RunAsync(() => process.RunAsync(new UpdateRequest(path))));

        Assert.Equal(["hosts[1].provision.os", "networks[1].ar[0].ipam_mad"], error.Diagnostics.Select(d => d.Path));
        Assert.DoesNotContain(process.Calls.Names, IsWrite);
    }

    [Fact]
    public async Task Create_OfTenHosts_AsksForEachCatalogueOnceAndTheRepeatForNone()
    {
        await using var world = new TheWorld();
        var path = world.Write("edge.yaml", Descriptors.Fosdem(10, ipam: false).Replace("plan: baremetal_0", "plan: T1.SMALL.X86", StringComparison.Ordinal));
        var first = world.Start();
        var second = world.Start();

        Assert.Equal(OperationOutcome.Succeeded, (await world.RunAsync(() => first.RunAsync(new CreateRequest(path))))!.Operation.Outcome);
        Assert.Equal(OperationOutcome.Unchanged, (await world.RunAsync(() => second.RunAsync(new CreateRequest(path))))!.Operation.Outcome);

        Assert.Equal(["packet GET /facilities", "packet GET /operating-systems", "packet GET /plans"], first.Calls.Names.Where(IsCatalogue).Order());
        Assert.Equal(2, second.Calls.Names.Count(n => n.StartsWith("packet", StringComparison.Ordinal)));
        Assert.DoesNotContain(second.Calls.Names, IsCatalogue);
    }

    [Fact]
    public async Task Create_WhereTheServiceHasNoCatalogues_GoesOn()
    {
        await using var world = new TheWorld();
        foreach (var list in new[] { "/plans", "/operating-systems", "/facilities" })
            world.Sandbox.Board.Add(new FaultOrder { Match = new CallMatch { Service = "packet", Path = list }, Kind = FaultKind.Status, Status = 404, Times = 0 });

        Assert.Equal(OperationOutcome.Succeeded, (await world.RunAsync(new CreateRequest(world.Write("edge.yaml", Descriptors.Fosdem(1, ipam: false)))))!.Operation.Outcome);
    }

    [Theory]
    [InlineData(FrontEndRelease.V5_10)]
    [InlineData(FrontEndRelease.V6_10)]
    public async Task Create_WhereTheAddressesAreRefused_TellsTheProvidersReasonAndAdvisesOnIt(FrontEndRelease release)
    {
        await using var world = new TheWorld(release);
        var quota = "- { size: 256, type: IP4, ipam_mad: packet, packet_ip_type: public_ipv4, packet_token: T, packet_project: P, facility: ams1 }";
        var path = world.Write("edge.yaml", Descriptors.Fosdem(1).Replace("- size: 2\n", $"{quota}\n      - size: 2\n", StringComparison.Ordinal));

        var result = await world.RunAsync(new CreateRequest(path));

        var error = Assert.Single(result!.Failures).Error;
        Assert.Equal("NetworkFailed", error.Code);
        Assert.Contains("could not be made: ", error.Message, StringComparison.Ordinal);
        Assert.Contains("exceeds the project's quota", error.Message, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"\d\d:\d\d:\d\d", error.Message);
        Assert.Contains("Put right what", error.RecommendedAction, StringComparison.Ordinal);
        Assert.DoesNotContain("IPAM_MAD", error.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StopAndDelete_WhereVirtualMachineZeroRuns_NameItAndSayItOnce()
    {
        await using var world = new TheWorld();
        var path = world.Write("edge.yaml", Descriptors.Fosdem(1, ipam: false));
        var made = (await world.RunAsync(new CreateRequest(path)))!.Provision!;
        using var tools = new FrontEndTools(world);
        await world.RunAsync(() => tools.RunMachineAsync(made.Hosts[0].Id, made.Datastores.Single(d => d.Type == "sys").Id, $"NAME=\"web\"\nCPU=1\nMEMORY=128\nNIC=[NETWORK_ID={made.Networks[0].Id}]"));
        await world.RunAsync(() => tools.CallAsync("one.vn.hold", made.Networks[0].Id, "LEASES=[IP=\"192.168.150.9\"]"));

        var refused = (await world.RunAsync(new DeleteRequest("edge")))!.Failures.Single().Error;
        var cleaning = (await world.RunAsync(new DeleteRequest("edge") { RemoveContents = true }))!.Failures.Single().Error;
        var process = world.Start();
        await world.RunAsync(() => process.RunAsync(new PowerRequest("edge", [made.Hosts[0].Id], PowerChange.Stop)));

        Assert.All(new[] { refused, cleaning }, error => Assert.Contains("virtual machine 0 (web); leases 192.168.150.2 of edge-private-host-only, 192.168.150.9 of edge-private-host-only (held).", error.Message, StringComparison.Ordinal));
        Assert.All(new[] { refused, cleaning }, error => Assert.Contains($"onevnet release {made.Networks[0].Id} 192.168.150.9", error.RecommendedAction, StringComparison.Ordinal));
        Assert.Equal("Host edge-node1 runs virtual machine 0 (web), which will lose it.", Assert.Single(process.Events.Of<OperationEvent.Message>(), m => m.Level == MessageLevel.Warning).Text);
    }

    private static bool IsCatalogue(string call) => call is "packet GET /plans" or "packet GET /operating-systems" or "packet GET /facilities" or "packet GET /locations/metros";

    private static bool IsWrite(string call) =>
        call.StartsWith("packet", StringComparison.Ordinal) ? !call.StartsWith("packet GET", StringComparison.Ordinal) : call.StartsWith("frontend", StringComparison.Ordinal) && !call.EndsWith(".info", StringComparison.Ordinal) && !call.Contains("one.system", StringComparison.Ordinal);
}
