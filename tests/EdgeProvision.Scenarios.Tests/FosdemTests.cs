using EdgeProvision.Engine.Requests;
using EdgeProvision.Model;
using EdgeProvision.Scenarios.Tests.Lab;

namespace EdgeProvision.Scenarios.Tests;

/// <summary>The talk's descriptor as it stands, on real machines: what the talk showed, and what it promised.</summary>
public sealed class FosdemTests(EdgeLab lab) : Scenario(lab)
{
    [Fact]
    public async Task Create_TalksDescriptor_GivesWhatTheTalkShowed()
    {
        var text = await Lab.Start("create", Tree.Descriptor("fosdem"), "-d").SucceedsAsync(Stop);

        var provision = await GetAsync("fosdem");
        Assert.Contains($"ID: {provision.Id}", text, StringComparison.Ordinal);
        Assert.Equal((ProvisionState.Ready, "configured"), (provision.State, provision.ConfigurationStatus));
        var cluster = Assert.Single(provision.Clusters);
        Assert.Equal(("fosdem", 2, 3, 2), (cluster.Name, cluster.HostCount, cluster.NetworkCount, cluster.DatastoreCount));
        Assert.Equal(["fosdem-node1-c7", "fosdem-node2-u1804"], provision.Hosts.Select(h => h.Hostname).Order(StringComparer.Ordinal));
        Assert.All(provision.Hosts, host =>
        {
            Assert.Equal(host.Address, host.Name);
            Assert.Equal(("fosdem", "on", 400), (host.Cluster, host.FrontEndState, host.TotalCpu));
            Assert.Equal(7.8, host.TotalMemoryKiB / 1048576.0, 0.05);
        });
        Assert.Equal(
            [("fosdem-default", "img", "fs", "ssh"), ("fosdem-system", "sys", "-", "ssh")],
            provision.Datastores.Select(d => (d.Name, d.Type, d.DatastoreDriver, d.TransferDriver)).Order());
        Assert.All(provision.Datastores, d => Assert.Contains(cluster.Id, d.Clusters));
        var outside = provision.Networks.Single(n => n.Name == "fosdem-public");
        Assert.Equal(
            [("fosdem-private", "vxbr100"), ("fosdem-private-host-only", "br0"), ("fosdem-public", $"onebr{outside.Id}")],
            provision.Networks.Select(n => (n.Name, n.Bridge)).Order());
        (await Control.LookAsync(Stop)).AssertOneDeviceEach(provision.Id, "fosdem-node1-c7", "fosdem-node2-u1804");

        await DeleteAsync("fosdem");
    }

    [Fact]
    public async Task Create_TalksDescriptor_JoinsTheHostsAndKeepsThemJoinedOverAPowerCycle()
    {
        var hosts = (await CreateAsync("fosdem")).Hosts;
        await SeeNetworkAsync(hosts);
        await ReachAcrossAsync(hosts);
        Assert.All(await Task.WhenAll(hosts.Select(h => OnHostAsync(h, "cat /etc/modprobe.d/qemu-system-x86.conf"))), text => Assert.Contains("kvm_intel nested=1", text, StringComparison.Ordinal));

        var before = await Task.WhenAll(hosts.Select(h => OnHostAsync(h, "cat /proc/sys/kernel/random/boot_id")));
        Assert.Empty((await RunAsync(new PowerRequest("fosdem", [.. hosts.Select(h => h.Id)], PowerChange.Reset))).Failures);

        hosts = (await GetAsync("fosdem")).Hosts;
        var after = await Task.WhenAll(hosts.Select(h => OnHostAsync(h, "cat /proc/sys/kernel/random/boot_id")));
        Assert.DoesNotContain(after, before.Contains);
        Assert.All(hosts, h => Assert.Equal(EdgeHostState.Ready, h.State));
        await SeeNetworkAsync(hosts);
        await ReachAcrossAsync(hosts);
    }

    [Fact]
    public async Task Create_FinishedProvision_ChangesNothingAndSaysSo()
    {
        await CreateAsync("fosdem");
        var last = (await Control.CallsAsync(0, Stop))[^1].Number;

        var text = await Lab.Start("create", Tree.Descriptor("fosdem"), "-d").SucceedsAsync(Stop);

        Assert.Contains("nothing to create", text, StringComparison.Ordinal);
        Assert.DoesNotContain(await Control.CallsAsync(last, Stop), call => Writes.Is(call));
    }

    private async Task SeeNetworkAsync(IReadOnlyList<EdgeHost> hosts)
    {
        foreach (var host in hosts)
        {
            Assert.Contains("192.168.150.1/24", await OnHostAsync(host, "ip -4 addr show dev br0"), StringComparison.Ordinal);
            Assert.Contains("vxbr100", await OnHostAsync(host, "ip -d link show master vxbr100"), StringComparison.Ordinal);
            var peers = await OnHostAsync(host, "bridge fdb show dev vxlan100");
            var other = hosts.Single(h => h.Id != host.Id);
            var addresses = await OnHostAsync(other, "ip -4 -o addr show dev eth0");
            Assert.Contains(peers.Split('\n'), line => line.Split(' ') is ["00:00:00:00:00:00", "dst", var peer, ..] && addresses.Contains($"{peer}/", StringComparison.Ordinal));
            Assert.DoesNotContain("masquerade", await OnHostAsync(host, "nft list ruleset"), StringComparison.OrdinalIgnoreCase);
        }
    }

    /// <summary>Namespaces stand in for virtual machines: the same Ethernet, on two machines.</summary>
    private async Task ReachAcrossAsync(IReadOnlyList<EdgeHost> hosts)
    {
        for (var i = 0; i < 2; i++)
            await OnHostAsync(hosts[i], Guest.Plug("vxbr100", $"192.168.160.{10 + i}/24", "1450"));
        await OnHostAsync(hosts[0], Guest.Ping("192.168.160.11"));
        // A full frame, unfragmented: the overlay's own headers fit beside it.
        await OnHostAsync(hosts[1], Guest.Ping("-M do -s 1422 192.168.160.10"));
    }
}
