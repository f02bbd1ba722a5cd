using EdgeProvision.Model;
using EdgeProvision.Sandbox.Control;
using EdgeProvision.Scenarios.Tests.Lab;

namespace EdgeProvision.Scenarios.Tests;

/// <summary>A changed descriptor on real machines: a host comes, one goes, a network changes, and the others are left alone.</summary>
public sealed class UpdateTests(EdgeLab lab) : Scenario(lab)
{
    [Fact]
    public async Task Update_HostAddedOneRemovedNetworkChanged_TouchesThemAloneAndTheOthersGoOnTalking()
    {
        var before = await CreateAsync("mesh");
        var stay = before.Hosts.Where(h => h.Hostname is "mesh-a" or "mesh-b").OrderBy(h => h.Hostname, StringComparer.Ordinal).ToList();
        var gone = before.Hosts.Single(h => h.Hostname == "mesh-c");
        for (var i = 0; i < 2; i++)
            await OnHostAsync(stay[i], Guest.Plug("vxbr100", $"192.168.160.{10 + i}/24", "1450"));
        var boots = await TracesAsync(stay, HostTrace.Mark + "\n");
        await OnHostAsync(stay[0], Guest.Watch("192.168.160.11"));
        var world = await Control.LookAsync(Stop);
        var last = (await Control.CallsAsync(0, Stop))[^1].Number;
        var changed = Path.Combine(Lab.Home, "mesh.yaml");
        await File.WriteAllTextAsync(changed, (await File.ReadAllTextAsync(Tree.Descriptor("mesh"), Stop)).Replace("mesh-c", "mesh-d", StringComparison.Ordinal).Replace("size: 50", "size: 80", StringComparison.Ordinal), Stop);

        await Lab.Start("update", changed, "--batch").SucceedsAsync(Stop);

        // Virtual machines on hosts that stay have not missed a frame.
        Assert.InRange(Guest.Lost(await OnHostAsync(stay[0], Guest.Watched)), 0, 1);
        var calls = await Control.CallsAsync(last, Stop);
        var after = await GetAsync("mesh");
        Assert.Equal((ProvisionState.Ready, "mesh-a mesh-b mesh-d"), (after.State, string.Join(' ', after.Hosts.Select(h => h.Hostname).Order(StringComparer.Ordinal))));
        Assert.Equal(80, await LeasesAsync("mesh-private"));
        (await Control.LookAsync(Stop)).AssertOneDeviceEach(after.Id, "mesh-a", "mesh-b", "mesh-d");
        AssertSameHosts(stay, after);
        await AssertUntouchedAsync(world, calls, stay, gone);

        var fresh = after.Hosts.Single(h => h.Hostname == "mesh-d");
        var traces = await TracesAsync(stay, "");
        for (var i = 0; i < 2; i++)
        {
            Assert.Equal(boots[i].BootId, traces[i].BootId);
            Assert.NotEmpty(traces[i].Runs);
            Assert.All(traces[i].Runs, kind => Assert.Equal("peers", kind));
            Assert.All(traces[i].Files, file => Assert.Contains(file, HostTrace.FilesOfPeers));
            Assert.Equal(await OverlayAddressesAsync([stay[1 - i], fresh]), traces[i].Peers);
        }

        Assert.Equal(await OverlayAddressesAsync(stay), (await TracesAsync([fresh], HostTrace.Mark + "\n"))[0].Peers);
        await OnHostAsync(fresh, Guest.Plug("vxbr100", "192.168.160.12/24", "1450"));
        await OnHostAsync(fresh, Guest.Ping("192.168.160.10"));
        await OnHostAsync(stay[1], Guest.Ping("-M do -s 1422 192.168.160.12"));

        Assert.Contains("nothing was changed", await Lab.Start("update", changed, "--batch").SucceedsAsync(Stop), StringComparison.Ordinal);
    }

    private static void AssertSameHosts(IReadOnlyList<EdgeHost> stay, Provision after)
    {
        foreach (var host in stay)
        {
            var now = after.Hosts.Single(h => h.Hostname == host.Hostname);
            Assert.Equal((host.Id, host.DeviceId, host.Address, host.SshHostKey, EdgeHostState.Ready), (now.Id, now.DeviceId, now.Address, now.SshHostKey, now.State));
        }
    }

    /// <summary>Front-end and provider: nothing was written to what stays, and only the machine that goes was given back.</summary>
    private async Task AssertUntouchedAsync(World before, IReadOnlyList<LoggedCall> calls, IReadOnlyList<EdgeHost> stay, EdgeHost gone)
    {
        var now = await Control.LookAsync(Stop);
        foreach (var id in stay.Select(h => h.Id))
            Assert.Equal(Template(before, "host", id), Template(now, "host", id));
        foreach (var untouched in before.Objects.Where(o => o is { Kind: "datastore" } or { Kind: "network", Name: "mesh-host-only" }))
            Assert.Equal(untouched.Xml, now.Objects.Single(o => o.Kind == untouched.Kind && o.Id == untouched.Id).Xml);
        var writes = calls.Where(c => c.Service == "packet" && Writes.Is(c)).Select(c => $"{c.Method} {c.Path}").ToList();
        Assert.Equal(2, writes.Count);
        Assert.Single(writes, w => w.StartsWith("POST /projects/", StringComparison.Ordinal) && w.EndsWith("/devices", StringComparison.Ordinal));
        Assert.Single(writes, w => w == $"DELETE /devices/{gone.DeviceId}");
    }

    private static IReadOnlyList<string> Template(World world, string kind, int id) =>
        [.. world.Objects.Single(o => o.Kind == kind && o.Id == id).Template.Select(a => $"{a.Name}={a.Value ?? string.Join(',', a.Elements!.Select(e => $"{e.Key}:{e.Value}"))}")];

    private async Task<int> LeasesAsync(string network)
    {
        var xml = (await Control.LookAsync(Stop)).Objects.Single(o => o.Kind == "network" && o.Name == network).Xml;
        return int.Parse(System.Xml.Linq.XDocument.Parse(xml).Descendants("AR").Single().Element("SIZE")!.Value, System.Globalization.CultureInfo.InvariantCulture);
    }

    private async Task<IReadOnlyList<HostTrace>> TracesAsync(IReadOnlyList<EdgeHost> hosts, string first) =>
        [.. (await Task.WhenAll(hosts.Select(h => OnHostAsync(h, first + HostTrace.Look)))).Select(HostTrace.Read)];

    /// <summary>The addresses by which members of the overlay know these hosts, in order.</summary>
    private async Task<IReadOnlyList<string>> OverlayAddressesAsync(IReadOnlyList<EdgeHost> hosts) =>
        [.. (await Task.WhenAll(hosts.Select(h => OnHostAsync(h, "ip -4 -o addr show dev eth0 | awk '{ print $4 }' | cut -d/ -f1 | grep '^10\\.'")))).Select(a => a.Trim()).Order(StringComparer.Ordinal)];
}
