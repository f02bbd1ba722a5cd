using EdgeProvision.Engine.Operations;
using EdgeProvision.Engine.Requests;
using EdgeProvision.Model;
using EdgeProvision.Scenarios.Tests.Lab;

namespace EdgeProvision.Scenarios.Tests;

/// <summary>What has become of real machines since they were configured, found out by the engine without a change anywhere.</summary>
public sealed class DriftTests(EdgeLab lab) : Scenario(lab)
{
    [Fact]
    public async Task CheckConfiguration_TalksHostsBeforeAndAfterSomebodyWasThere_TellsEachHostsOwnDrift()
    {
        var hosts = (await CreateAsync("fosdem")).Hosts;
        var last = (await Control.CallsAsync(0, Stop)).Max(call => call.Number);

        // The peers of the overlay are among what is compared: the hosts agree on them only if the check knows the same.
        Assert.All(await CheckAsync(), c => Assert.True(c.Drift is { InDesiredState: true }, $"{c.Error?.Message} {string.Join(", ", c.Drift?.Drift.Select(d => $"{d} {d.Detail}") ?? [])}"));

        await OnHostAsync(hosts[0], "ip link del vxlan100; echo 0 > /proc/sys/net/ipv4/ip_forward");
        await OnHostAsync(hosts[1], "systemctl disable -q --now libvirtd; sed -i s/nested=1/nested=0/ /etc/modprobe.d/qemu-system-x86.conf");
        var checks = await CheckAsync();
        Assert.Equal(["Forwarding", "Network in force"], Changes(checks, hosts[0]));
        Assert.Contains("vxlan100: new tunnel", checks.Single(c => c.Host.Id == hosts[0].Id).Drift!.Drift[^1].Detail, StringComparison.Ordinal);
        Assert.Contains("Nested virtualization", Changes(checks, hosts[1]));
        Assert.Contains("libvirt runs, now and after every boot", Changes(checks, hosts[1]));
        Assert.DoesNotContain("vxlan100", await OnHostAsync(hosts[0], "ip -br link"), StringComparison.Ordinal);
        Assert.DoesNotContain(await Control.CallsAsync(last, Stop), Writes.Is);

        Assert.Empty((await RunAsync(new ConfigureRequest("fosdem") { Reapply = true })).Failures);
        Assert.All(await CheckAsync(), c => Assert.True(c.Drift!.InDesiredState));
    }

    private Task<IReadOnlyList<HostCheck>> CheckAsync() => Engine.CheckConfigurationAsync(new CheckRequest("fosdem"), _ => { }, Consent.Given, Stop);

    private static IEnumerable<string> Changes(IReadOnlyList<HostCheck> checks, EdgeHost host) =>
        checks.Single(c => c.Host.Id == host.Id).Drift!.Steps.Where(s => s.Outcome == DriftOutcome.WouldChange).Select(s => s.Title);
}
