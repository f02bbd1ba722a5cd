using EdgeProvision.Engine.Requests;
using EdgeProvision.Model;
using EdgeProvision.Scenarios.Tests.Lab;

namespace EdgeProvision.Scenarios.Tests;

/// <summary>
/// Machines that stand already beside rented ones of two providers, in one provision, on real hosts: they have no private network in common, and one of them is in a network that lets in
/// nothing unasked and translates its address.
/// </summary>
public sealed class MixedProvisionTests(EdgeLab lab) : Scenario(lab)
{
    private const string BootId = "cat /proc/sys/kernel/random/boot_id";

    [Fact]
    public async Task Example_OfMachinesBesideRentedOnes_RunsFromCreateToDelete()
    {
        var result = await RunAsync(new CreateRequest(await DescriptorAsync()));
        Assert.Empty(result.Failures.Select(f => f.Error.Message));
        var hosts = result.Provision!.Hosts;
        Assert.All(hosts, h => Assert.Equal((EdgeHostState.Ready, "on"), (h.State, h.FrontEndState)));
        (await Control.LookAsync(Stop)).AssertOneDeviceEach(result.Provision.Id, "edge-1");
        await ReachOneAnotherAsync(hosts);

        var before = await BootsAsync(hosts);
        Assert.Empty((await RunAsync(new PowerRequest("on-premises", [.. hosts.Select(h => h.Id)], PowerChange.Reset))).Failures.Select(f => f.Error.Message));
        hosts = (await GetAsync("on-premises")).Hosts;
        Assert.DoesNotContain(await BootsAsync(hosts), before.Contains);
        await ReachOneAnotherAsync(hosts);

        Assert.Empty((await RunAsync(new DeleteRequest("on-premises"))).Failures.Select(f => f.Error.Message));
        var world = await Control.LookAsync(Stop);
        Assert.Empty(world.OwnObjects);
        Assert.Empty(world.Devices);
        Assert.DoesNotContain(world.Ledger, entry => entry is { Kind: "device", GoneAt: null });
    }

    /// <summary>The example, and a host at EC2.</summary>
    private async Task<string> DescriptorAsync()
    {
        var path = Path.Combine(Lab.Home, "mixed.yaml");
        await File.WriteAllTextAsync(
            path,
            $$"""
            extends: {{Path.Combine(Directory.GetParent(Tree.Content)!.FullName, "examples", "on-premises.yaml")}}
            hosts:
              - im_mad: kvm
                vm_mad: kvm
                provision:
                  driver: ec2
                  hostname: cloud-1
                  region_name: eu-central-1
                  instancetype: c5.metal
                  ami: debian_12

            """,
            Stop);
        return path;
    }

    /// <summary>By the overlay: a guest of each host has an answer from the guest of each other.</summary>
    private async Task ReachOneAnotherAsync(IReadOnlyList<EdgeHost> hosts)
    {
        await Task.WhenAll(hosts.Select((h, i) => OnHostAsync(h, Guest.Plug("vxbr100", $"192.168.160.{10 + i}/24", "1450"))));
        Assert.All(await Task.WhenAll(hosts.Select(h => OnHostAsync(h, "bridge fdb show dev vxlan100 | grep -c '^00:00:00:00:00:00 dst'"))), peers => Assert.Equal($"{hosts.Count - 1}\n", peers));
        var others = string.Join(' ', Enumerable.Range(10, hosts.Count).Select(n => $"192.168.160.{n}"));
        await Task.WhenAll(hosts.Select(h => OnHostAsync(h, $"for a in {others}; do {Guest.Ping("$a")} || exit; done")));
    }

    private Task<string[]> BootsAsync(IReadOnlyList<EdgeHost> hosts) => Task.WhenAll(hosts.Select(h => OnHostAsync(h, BootId)));
}
