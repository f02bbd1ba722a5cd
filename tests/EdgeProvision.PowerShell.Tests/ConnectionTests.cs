using EdgeProvision.Model;
using EdgeProvision.PowerShell.Tests.Hosting;
using EdgeProvision.PowerShell.Tests.World;

namespace EdgeProvision.PowerShell.Tests;

[Collection(EnvironmentCollection.Name)]
public sealed class ConnectionTests : IAsyncDisposable
{
    private readonly LoopbackWorld _world = new();
    private readonly ModuleSession _session = new();

    [Fact]
    public async Task FirstCommand_WithoutAConnection_ConnectsAsTheEnvironmentSays()
    {
        var login = _world.Descriptor("login", "oneadmin:opennebula\n");
        Environment.SetEnvironmentVariable("ONE_XMLRPC", _world.Endpoint);
        Environment.SetEnvironmentVariable("ONE_AUTH", login);
        try
        {
            (await _session.RunAsync("Get-EdgeProvision")).Succeeded();
        }
        finally
        {
            Environment.SetEnvironmentVariable("ONE_XMLRPC", null);
            Environment.SetEnvironmentVariable("ONE_AUTH", null);
        }

        Assert.Equal(_world.Endpoint, Assert.IsType<EdgeCloud>((await _session.RunAsync("Get-EdgeCloud")).Single.BaseObject).Endpoint.ToString());
    }

    [Fact]
    public async Task TwoSessions_OfOneProcess_HaveConnectionsOfTheirOwn()
    {
        using var other = new ModuleSession();
        (await _session.RunAsync("$null = " + _world.Connect)).Succeeded();

        Assert.Empty((await other.RunAsync("Get-EdgeCloud")).Succeeded().Output);
    }

    [Fact]
    public async Task Cloud_GivenToAParallelRunspace_LeadsToTheConnection()
    {
        (await _session.RunAsync("$null = " + _world.Connect)).Succeeded();
        (await _session.RunAsync($"New-EdgeProvision '{_world.Descriptor("lab", Descriptors.WithoutHosts("lab"))}'")).Succeeded();

        var result = (await _session.RunAsync($$"""
            $cloud = Get-EdgeCloud
            1..2 | ForEach-Object -Parallel { Import-Module '{{StagedModule.Manifest}}'; (Get-EdgeProvision lab -Cloud $using:cloud).Name }
            """)).Succeeded();

        Assert.Equal(["lab", "lab"], result.Output.Select(o => o.ToString()));
    }

    [Fact]
    public async Task DisconnectEdgeCloud_OfTheSecondConnection_MakesTheFirstCurrentAgain()
    {
        await using var second = new LoopbackWorld();
        (await _session.RunAsync("$null = " + _world.Connect)).Succeeded();
        (await _session.RunAsync("$null = " + second.Connect)).Succeeded();

        (await _session.RunAsync("Disconnect-EdgeCloud")).Succeeded();

        Assert.Equal(_world.Endpoint, ((EdgeCloud)(await _session.RunAsync("Get-EdgeCloud")).Single.BaseObject).Endpoint.ToString());
    }

    [Fact]
    public async Task Debug_ShowsTheCallsAndNoSecret()
    {
        (await _session.RunAsync("$null = " + _world.Connect)).Succeeded();

        var result = (await _session.RunAsync("Get-EdgeProvision -Debug")).Succeeded();

        Assert.Contains(result.Debug, line => line.Contains("one.", StringComparison.Ordinal));
        Assert.DoesNotContain(result.Debug, line => line.Contains("opennebula", StringComparison.Ordinal));
    }

    public async ValueTask DisposeAsync()
    {
        _session.Dispose();
        await _world.DisposeAsync();
    }
}
