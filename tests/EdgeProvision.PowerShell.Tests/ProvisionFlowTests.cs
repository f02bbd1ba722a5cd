using EdgeProvision.Model;
using EdgeProvision.PowerShell.Tests.Hosting;
using EdgeProvision.PowerShell.Tests.World;

namespace EdgeProvision.PowerShell.Tests;

public sealed class ProvisionFlowTests : IAsyncDisposable
{
    private readonly LoopbackWorld _world = new();
    private readonly ModuleSession _session = new();

    [Fact]
    public async Task ConnectEdgeCloud_ToTheEndpoint_WritesTheCloudAndIsListed()
    {
        var cloud = Assert.IsType<EdgeCloud>((await _session.RunAsync(_world.Connect)).Single.BaseObject);

        Assert.True(cloud.IsSandbox);
        Assert.Equal("loopback", cloud.SandboxId);
        Assert.Equal("oneadmin", cloud.User);
        Assert.Equal(cloud, (await _session.RunAsync("Get-EdgeCloud")).Single.BaseObject);
    }

    [Fact]
    public async Task NewGetRemove_ProvisionWithoutHosts_LeavesNothing()
    {
        await ConnectAsync();
        var path = _world.Descriptor("lab", Descriptors.WithoutHosts("lab"));

        var made = Assert.IsType<Provision>((await _session.RunAsync($"New-EdgeProvision '{path}'")).Single.BaseObject);
        var seen = Assert.IsType<Provision>((await _session.RunAsync("Get-EdgeProvision lab")).Single.BaseObject);
        var again = (await _session.RunAsync($"New-EdgeProvision '{path}'")).Single.BaseObject;
        (await _session.RunAsync("Get-EdgeProvision lab | Remove-EdgeProvision -Confirm:$false")).Succeeded();

        Assert.Equal("lab", made.Name);
        Assert.Equal(made.Id, seen.Id);
        Assert.Single(seen.Datastores);
        Assert.Single(seen.Networks);
        Assert.Equal(made.Id, Assert.IsType<Provision>(again).Id);
        Assert.Empty((await _session.RunAsync("Get-EdgeProvision")).Succeeded().Output);
    }

    public async ValueTask DisposeAsync()
    {
        _session.Dispose();
        await _world.DisposeAsync();
    }

    private async Task ConnectAsync() => (await _session.RunAsync("$null = " + _world.Connect)).Succeeded();
}
