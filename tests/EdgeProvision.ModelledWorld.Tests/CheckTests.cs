using EdgeProvision.Engine.Operations;
using EdgeProvision.Engine.Requests;
using EdgeProvision.Model;
using EdgeProvision.ModelledWorld.Tests.Laws;
using EdgeProvision.ModelledWorld.Tests.World;

namespace EdgeProvision.ModelledWorld.Tests;

/// <summary>Looking at what configuring hosts would change on them: nobody waits, nothing is written anywhere.</summary>
public sealed class CheckTests
{
    private const int Hosts = 3;

    [Fact]
    public async Task Check_ProvisionAsConfigured_EveryHostIsInDesiredStateAndNothingIsWritten()
    {
        await using var world = await CreatedAsync();
        var process = world.Start();
        List<string> told = [];
        var checks = await world.RunAsync(() => CheckAsync(process, new CheckRequest("edge"), c => told.Add(c.Host.Hostname)));
        Assert.Equal(["edge-node1", "edge-node2", "edge-node3"], checks.Select(c => c.Host.Hostname));
        Assert.Equal(checks.Select(c => c.Host.Hostname).Order(), told.Order());
        Assert.All(checks, c => Assert.True(c.Drift is { InDesiredState: true, Drift.Count: 0 }, $"{c.Error?.Message} {string.Join(", ", c.Drift?.Drift ?? [])}"));
        Assert.Contains(checks[0].Drift!.Steps, s => s is { Role: "opennebula-node-kvm", Title: "OpenNebula node packages", Outcome: DriftOutcome.Ok });
        AssertNothingWritten(process);
    }

    [Fact]
    public async Task Check_HostsThatHaveDrifted_EachIsToldItsOwnAndStaysAsItIs()
    {
        await using var world = await CreatedAsync();
        var (one, two) = (world.Room.Machines[0], world.Room.Machines[1]);
        one.Disk.Packages.Remove("opennebula-node-kvm");
        one.Memory!.Sysctls["net.ipv4.ip_forward"] = "0";
        two.Memory!.Running.Remove("libvirtd.service");
        var process = world.Start();
        var checks = await world.RunAsync(() => CheckAsync(process, new CheckRequest("edge"), _ => { }));
        Assert.Equal(
            ["", "Forwarding, OpenNebula node packages", "libvirt runs, now and after every boot"],
            checks.Select(c => string.Join(", ", c.Drift!.Steps.Where(s => s.Outcome == DriftOutcome.WouldChange).Select(s => s.Title).Order(StringComparer.Ordinal))).Order(StringComparer.Ordinal));
        Assert.DoesNotContain("opennebula-node-kvm", one.Disk.Packages);
        Assert.DoesNotContain("libvirtd.service", two.Memory!.Running);
        AssertNothingWritten(process);
    }

    [Fact]
    public async Task Check_HostThatIsOffOneThatIsDeadAndOneThatLives_OnlyTheLastIsLookedAt()
    {
        await using var world = await CreatedAsync();
        var ids = await Operations.IdsAsync(world);
        await world.RunAsync(new PowerRequest("edge", [ids[0]], PowerChange.Stop));
        var process = world.Start();
        var listed = await world.RunAsync(async () => (await (await process.EngineAsync()).GetProvisionsAsync("edge", CancellationToken.None))[0].Hosts);
        world.Room.ByAddress(listed[1].Address!)!.Stop();
        var checks = await world.RunAsync(() => CheckAsync(process, new CheckRequest("edge") { SshTimeout = TimeSpan.FromSeconds(20) }, _ => { }));
        Assert.Equal(["HostIsOff", "HostUnreachable", null], checks.Select(c => c.Error?.Code));
        Assert.Equal([null, null, true], checks.Select(c => c.Drift?.InDesiredState));
        Assert.Contains("Start-EdgeHost", checks[0].Error!.RecommendedAction);
    }

    [Fact]
    public async Task Check_OneHostById_TheOthersAreNotSpokenWith()
    {
        await using var world = await CreatedAsync();
        var ids = await Operations.IdsAsync(world);
        var process = world.Start();
        var checks = await world.RunAsync(() => CheckAsync(process, new CheckRequest("edge") { HostIds = [ids[1]] }, _ => { }));
        Assert.Equal(ids[1], Assert.Single(checks).Host.Id);
        Assert.Single(process.Calls.Names, name => name == "host connect");
    }

    [Theory]
    [InlineData("nothing", null, "ProvisionNotFound")]
    [InlineData("edge", 4711, "HostNotFound")]
    public async Task Check_NoSuchProvisionOrHost_IsAnError(string provision, int? id, string code)
    {
        await using var world = await CreatedAsync();
        var request = new CheckRequest(provision) { HostIds = id is { } one ? [one] : null };
        var error = await Assert.ThrowsAsync<EdgeException>(() => world.RunAsync(() => CheckAsync(world.Start(), request, _ => { })));
        Assert.Equal(code, error.Code);
    }

    [Fact]
    public async Task Check_WhileAnOperationHoldsTheLock_WaitsForNobody()
    {
        await using var world = await CreatedAsync();
        var (owner, process) = (world.Start("left"), world.Start("right"));
        var took = await world.RunAsync(async () =>
        {
            var running = owner.RunAsync(new ConfigureRequest("edge") { Reapply = true });
            while (!owner.Calls.Names.Contains("host run"))
                await Task.Delay(TimeSpan.FromMilliseconds(100), world.Clock);
            var began = world.Clock.Elapsed;
            var checks = await CheckAsync(process, new CheckRequest("edge"), _ => { });
            Assert.False(running.IsCompleted);
            Assert.All(checks, c => Assert.NotNull(c.Drift));
            var took = world.Clock.Elapsed - began;
            Assert.Empty((await running)!.Failures);
            return took;
        });
        Assert.InRange(took, TimeSpan.Zero, TimeSpan.FromSeconds(15));
    }

    [Fact]
    public async Task Check_ThrottleLimit_DecidesHowLongItTakes()
    {
        await using var world = await CreatedAsync();
        var process = world.Start();
        await world.RunAsync(() => process.EngineAsync());

        var together = await TakesAsync(16);
        var oneByOne = await TakesAsync(1);

        Assert.InRange(oneByOne / together, 2, Hosts + 0.5);

        async Task<TimeSpan> TakesAsync(int limit)
        {
            var began = world.Clock.Elapsed;
            await world.RunAsync(() => CheckAsync(process, new CheckRequest("edge") { ThrottleLimit = limit }, _ => { }));
            return world.Clock.Elapsed - began;
        }
    }

    private static async Task<TheWorld> CreatedAsync()
    {
        var world = new TheWorld();
        Assert.Empty((await world.RunAsync(new CreateRequest(world.Write("edge.yaml", Descriptors.Fosdem(Hosts)))))!.Failures);
        return world;
    }

    private static async Task<IReadOnlyList<HostCheck>> CheckAsync(EngineProcess process, CheckRequest request, Action<HostCheck> onChecked) =>
        await (await process.EngineAsync()).CheckConfigurationAsync(request, onChecked, process.Answers, CancellationToken.None);

    private static void AssertNothingWritten(EngineProcess process)
    {
        string[] reads = ["info", "list", "config", "version", "GET"];
        Assert.NotEmpty(process.Calls.Names);
        Assert.All(process.Calls.Names.Where(n => !n.StartsWith("host ", StringComparison.Ordinal)), name => Assert.Contains(reads, word => name.Contains(word, StringComparison.Ordinal)));
    }
}
