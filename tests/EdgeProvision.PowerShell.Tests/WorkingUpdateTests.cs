using EdgeProvision.Model;
using EdgeProvision.PowerShell.Tests.Hosting;
using EdgeProvision.PowerShell.Tests.World;
using EdgeProvision.Scenarios.Tests.Lab;

namespace EdgeProvision.PowerShell.Tests;

/// <summary>A changed descriptor on hosts that work: what stays is not touched but for its peers.</summary>
[Collection(EnvironmentCollection.Name)]
public sealed class WorkingUpdateTests(WorkingHosts world) : IAsyncLifetime
{
    private ModuleSession? _session;

    private ModuleSession Session => _session!;

    public async ValueTask InitializeAsync() => _session = await world.OpenAsync();

    public async ValueTask DisposeAsync()
    {
        await Session.RunAsync("Get-EdgeProvision mesh* | Remove-EdgeProvision -Confirm:$false");
        Session.Dispose();
    }

    [Fact]
    public async Task UpdateEdgeProvision_HostAddedOneRemovedNetworkChanged_TouchesThemAlone()
    {
        var text = WorkingHosts.Text("mesh", "mesh-a", "mesh-b");
        (await Session.RunAsync($"New-EdgeProvision '{world.Descriptor("mesh", text)}'")).Succeeded();
        var stays = await HostAsync("mesh-a");
        var gone = await HostAsync("mesh-b");
        var before = HostTrace.Read(await OnAsync("mesh-a", HostTrace.Mark + "\n" + HostTrace.Look));
        await OnAsync("mesh-a", Guest.Plug("vxbr100", "192.168.160.10/24", "1450"));
        var changed = world.Descriptor("mesh", text.Replace("mesh-b", "mesh-c", StringComparison.Ordinal).Replace("size: 50", "size: 80", StringComparison.Ordinal));

        var plan = Assert.IsType<Plan>((await Session.RunAsync($"Update-EdgeProvision '{changed}' -WhatIf -PassThru")).Single.BaseObject);
        Assert.Equal((1, 1), (plan.Rents, plan.Releases));
        var updated = Assert.IsType<Provision>((await Session.RunAsync($"Update-EdgeProvision '{changed}' -Confirm:$false -PassThru")).Single.BaseObject);

        Assert.Equal(["mesh-a", "mesh-c"], updated.Hosts.Select(h => h.Hostname).Order());
        Assert.All(updated.Hosts, h => Assert.Equal(EdgeHostState.Ready, h.State));
        var now = await HostAsync("mesh-a");
        Assert.Equal((stays.Id, stays.DeviceId, stays.Address, stays.SshHostKey), (now.Id, now.DeviceId, now.Address, now.SshHostKey));
        var devices = (await world.Control.LookAsync(TestContext.Current.CancellationToken)).Devices;
        Assert.DoesNotContain(gone.DeviceId!, devices.Keys);
        Assert.Contains(stays.DeviceId!, devices.Keys);
        var trace = HostTrace.Read(await OnAsync("mesh-a", HostTrace.Look));
        Assert.Equal(before.BootId, trace.BootId);
        Assert.All(trace.Runs, kind => Assert.Equal("peers", kind));
        Assert.All(trace.Files, file => Assert.Contains(file, HostTrace.FilesOfPeers));
        Assert.NotEqual(before.Peers, trace.Peers);
        Assert.Single(trace.Peers);

        await OnAsync("mesh-c", Guest.Plug("vxbr100", "192.168.160.12/24", "1450"));
        Assert.Contains(" 0% packet loss", await OnAsync("mesh-c", Guest.Run("ping -c 3 -i 0.2 -W 3 192.168.160.10")), StringComparison.Ordinal);
        Assert.Empty((await Session.RunAsync($"Compare-EdgeProvision -Path '{changed}'")).Succeeded().Output);
    }

    private async Task<EdgeHost> HostAsync(string name) => (EdgeHost)(await Session.RunAsync($"Get-EdgeHost {name}")).Single.BaseObject;

    private async Task<string> OnAsync(string host, string command)
    {
        var result = (await Session.RunAsync("Invoke-EdgeHostCommand $command $name", new Dictionary<string, object?> { ["command"] = command, ["name"] = host })).Single;
        Assert.Equal(0, result.Properties["ExitStatus"].Value);
        return (string)result.Properties["Output"].Value;
    }
}
