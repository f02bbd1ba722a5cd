using System.Text.Json.Nodes;
using EdgeProvision.Engine.Requests;
using EdgeProvision.Model;
using EdgeProvision.Scenarios.Tests.Lab;

namespace EdgeProvision.Scenarios.Tests;

/// <summary>Machines that stand already, on real hosts: nothing is rented, nothing is given back, and their power goes through a Redfish service.</summary>
public sealed class OnPremisesTests(EdgeLab lab) : Scenario(lab)
{
    private const string BootId = "cat /proc/sys/kernel/random/boot_id";

    [Fact]
    public async Task OnPrem_TwoMachinesThatStand_AreConfiguredPoweredAndLetGo()
    {
        var provision = await CreateAsync("onprem");

        Assert.Equal((ProvisionState.Ready, "configured"), (provision.State, provision.ConfigurationStatus));
        var hosts = provision.Hosts;
        Assert.Equal(["rack-a", "rack-b"], hosts.Select(h => h.Hostname).Order(StringComparer.Ordinal));
        Assert.All(hosts, h => Assert.Equal((EdgeHostState.Ready, "on", h.Address), (h.State, h.FrontEndState, h.Name)));
        Assert.All(await Task.WhenAll(hosts.Select(h => OnHostAsync(h, "bridge fdb show dev vxlan100"))), peers => Assert.Contains("dst", peers, StringComparison.Ordinal));
        Assert.Empty((await Control.LookAsync(Stop)).Ledger);

        // Nothing is there to do a second time, and nothing is doubled.
        Assert.Equal(OperationOutcome.Unchanged, (await RunAsync(new CreateRequest(Tree.Descriptor("onprem")))).Operation.Outcome);

        var before = await BootsAsync(hosts);
        await PowerAsync(hosts, PowerChange.Restart);
        Assert.DoesNotContain(await BootsAsync((await GetAsync("onprem")).Hosts), before.Contains);
        await PowerAsync(hosts, PowerChange.Stop);
        Assert.All((await GetAsync("onprem")).Hosts, h => Assert.Equal(EdgeHostState.Off, h.State));
        Assert.All(await MachinesAsync(), m => Assert.Equal("Off", (string?)m["powerState"]));
        await PowerAsync(hosts, PowerChange.Start);
        await PowerAsync(hosts, PowerChange.Reset);
        hosts = (await GetAsync("onprem")).Hosts;
        Assert.All(hosts, h => Assert.Equal(EdgeHostState.Ready, h.State));
        Assert.All(await MachinesAsync(), m => Assert.Equal("GracefulRestart GracefulShutdown On ForceOff On", string.Join(' ', m["resets"]!.AsArray().Select(r => (string)r!))));

        // They are let go as they are: still on, with what they were configured to.
        Assert.Empty((await RunAsync(new DeleteRequest("onprem"))).Failures);
        var world = await Control.LookAsync(Stop);
        Assert.Empty(world.OwnObjects);
        Assert.Equal(2, world.Machines.Count);
        Assert.All(await MachinesAsync(), m => Assert.Equal("On", (string?)m["powerState"]));

        // And can be taken again.
        var again = await CreateAsync("onprem");
        Assert.Equal(hosts.Select(h => h.Address).Order(), again.Hosts.Select(h => h.Address).Order());
        Assert.Equal(2, (await Control.LookAsync(Stop)).Machines.Count);
    }

    private async Task PowerAsync(IReadOnlyList<EdgeHost> hosts, PowerChange change) =>
        Assert.Empty((await RunAsync(new PowerRequest("onprem", [.. hosts.Select(h => h.Id)], change))).Failures);

    private Task<string[]> BootsAsync(IReadOnlyList<EdgeHost> hosts) => Task.WhenAll(hosts.Select(h => OnHostAsync(h, BootId)));

    private async Task<IReadOnlyList<JsonObject>> MachinesAsync() =>
        [.. (await Control.SendAsync(HttpMethod.Get, "/state", null, Stop))["providers"]!["redfish"]!["machines"]!.AsArray().Select(m => m!.AsObject())];
}
