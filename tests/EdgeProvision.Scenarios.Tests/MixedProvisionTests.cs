using EdgeProvision.Engine.Requests;
using EdgeProvision.Model;
using EdgeProvision.Scenarios.Tests.Lab;

namespace EdgeProvision.Scenarios.Tests;

/// <summary>Machines that stand already beside a rented one, in one provision, on real hosts.</summary>
public sealed class MixedProvisionTests(EdgeLab lab) : Scenario(lab)
{
    private const string BootId = "cat /proc/sys/kernel/random/boot_id";

    [Fact]
    public async Task Example_OfMachinesBesideARentedOne_RunsFromCreateToDelete()
    {
        var result = await RunAsync(new CreateRequest(Path.Combine(Directory.GetParent(Tree.Content)!.FullName, "examples", "on-premises.yaml")));
        Assert.Empty(result.Failures.Select(f => f.Error.Message));
        var hosts = result.Provision!.Hosts;
        Assert.All(hosts, h => Assert.Equal((EdgeHostState.Ready, "on"), (h.State, h.FrontEndState)));
        (await Control.LookAsync(Stop)).AssertOneDeviceEach(result.Provision.Id, "edge-1");
        Assert.All(await Task.WhenAll(hosts.Select(h => OnHostAsync(h, "bridge fdb show dev vxlan100 | grep -c '^00:00:00:00:00:00 dst'"))), peers => Assert.Equal("2\n", peers));

        var before = await BootsAsync(hosts);
        Assert.Empty((await RunAsync(new PowerRequest("on-premises", [.. hosts.Select(h => h.Id)], PowerChange.Reset))).Failures.Select(f => f.Error.Message));
        hosts = (await GetAsync("on-premises")).Hosts;
        Assert.DoesNotContain(await BootsAsync(hosts), before.Contains);
        Assert.All(await Task.WhenAll(hosts.Select(h => OnHostAsync(h, "bridge fdb show dev vxlan100 | grep -c '^00:00:00:00:00:00 dst'"))), peers => Assert.Equal("2\n", peers));

        Assert.Empty((await RunAsync(new DeleteRequest("on-premises"))).Failures.Select(f => f.Error.Message));
        var world = await Control.LookAsync(Stop);
        Assert.Empty(world.OwnObjects);
        Assert.Empty(world.Devices);
        Assert.DoesNotContain(world.Ledger, entry => entry is { Kind: "device", GoneAt: null });
    }

    private Task<string[]> BootsAsync(IReadOnlyList<EdgeHost> hosts) => Task.WhenAll(hosts.Select(h => OnHostAsync(h, BootId)));
}
