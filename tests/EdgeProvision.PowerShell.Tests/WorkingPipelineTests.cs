using EdgeProvision.Model;
using EdgeProvision.PowerShell.Tests.Hosting;
using EdgeProvision.PowerShell.Tests.World;
using EdgeProvision.Sandbox.Control;
using EdgeProvision.Scenarios.Tests.Lab;

namespace EdgeProvision.PowerShell.Tests;

/// <summary>Pipelines as administrators write them, word for word, on hosts that work.</summary>
[Collection(EnvironmentCollection.Name)]
public sealed class WorkingPipelineTests(WorkingHosts world) : IAsyncLifetime
{
    private ModuleSession? _session;

    private ModuleSession Session => _session!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _session = await world.OpenAsync();

    public async ValueTask DisposeAsync()
    {
        await world.Control.CalmAsync(CancellationToken.None);
        Session.Dispose();
    }

    [Fact]
    public async Task GetEdgeHost_RestartEdgeHostHard_RestartsAllAtOnce()
    {
        var before = await BootsAsync();

        Assert.Empty((await Session.RunAsync("Get-EdgeHost | Restart-EdgeHost -Hard")).Succeeded().Output);

        var after = await BootsAsync();
        Assert.Equal(3, after.Count);
        Assert.Empty(after.Intersect(before));
        var spans = await RestartsAsync();
        Assert.Equal(3, spans.Count);
        Assert.True(spans.Max(s => s.Start) < spans.Min(s => s.Start + s.Duration), string.Join('\n', spans));
        Assert.All(await HostsAsync(), h => Assert.Equal((EdgeHostState.Ready, "on"), (h.State, h.Power)));
    }

    [Fact]
    public async Task RestartEdgeHost_ThrottleLimit_IsHowManyAreRestartedAtOnce()
    {
        (await Session.RunAsync("Get-EdgeHost | Restart-EdgeHost -Hard -ThrottleLimit 2")).Succeeded();

        var spans = await RestartsAsync();
        Assert.Equal(3, spans.Count);

        // The third waits for the first that is through, and two were under way at once.
        Assert.True(spans[1].Start < spans[0].Start + spans[0].Duration, string.Join('\n', spans));
        Assert.True(spans[2].Start >= spans.Take(2).Min(s => s.Start + s.Duration), string.Join('\n', spans));
    }

    [Fact]
    public async Task RestartEdgeHost_OneOfThreeIsRefused_TheOthersAreRestarted()
    {
        var before = await BootsAsync();
        var bad = (await HostsAsync()).Single(h => h.Hostname == "fosdem-b");
        await world.Control.FailAsync(new FaultOrder { Match = new CallMatch { Service = "packet", Method = "POST", Path = $"/devices/{bad.DeviceId}/actions" }, Status = 422, Times = 0 }, Stop);

        var result = await Session.RunAsync("Get-EdgeHost | Restart-EdgeHost -Hard -PassThru");
        await world.Control.CalmAsync(Stop);
        (await Session.RunAsync("Start-EdgeHost fosdem-b")).Succeeded();

        var error = Assert.Single(result.Errors);
        Assert.Equal("fosdem-b", Assert.IsType<EdgeHost>(error.TargetObject).Hostname);
        Assert.EndsWith(",EdgeProvision.PowerShell.Commands.RestartEdgeHostCommand", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(WorkingHosts.Hostnames, result.Output.Select(o => ((EdgeHost)o.BaseObject).Hostname).Order());
        Assert.Single((await BootsAsync()).Intersect(before));
    }

    [Fact]
    public async Task GetEdgeHost_WhereStateIsError_InvokeEdgeHostConfigurationPassThru_MendsThatOneAlone()
    {
        // A folder in the place of a file: the role's step fails, as after somebody's mistake.
        const string unit = "/etc/systemd/system/edgeprovision-network.service";
        await OnAsync("fosdem-b", $"rm {unit} && mkdir -p {unit}/there");
        var broken = await Session.RunAsync("Invoke-EdgeHostConfiguration fosdem-b -Reapply");
        Assert.Equal(["HostConfigurationFailed"], broken.ErrorIds);
        await OnAsync("fosdem-b", $"rm -r {unit}");
        Assert.Equal([EdgeHostState.Ready, EdgeHostState.Error, EdgeHostState.Ready], (await HostsAsync()).Select(h => h.State));
        foreach (var name in new[] { "fosdem-a", "fosdem-c" })
            await OnAsync(name, HostTrace.Mark);

        var mended = Assert.IsType<EdgeHost>((await Session.RunAsync("Get-EdgeHost -Provision fosdem | Where-Object State -eq Error | Invoke-EdgeHostConfiguration -PassThru")).Single.BaseObject);

        Assert.Equal(("fosdem-b", EdgeHostState.Ready), (mended.Hostname, mended.State));
        foreach (var name in new[] { "fosdem-a", "fosdem-c" })
            Assert.DoesNotContain("configuration", HostTrace.Read(await OnAsync(name, HostTrace.Look)).Runs);
        Assert.All(await HostsAsync(), h => Assert.Equal(EdgeHostState.Ready, h.State));
    }

    [Fact]
    public async Task GetEdgeProvision_GetEdgeHost_StopEdgeHostWhatIf_ShowsThePlanAndStopsNothing()
    {
        var before = await BootsAsync();
        var last = (await world.Control.CallsAsync(0, Stop))[^1].Number;

        Assert.Empty((await Session.RunAsync("Get-EdgeProvision | Get-EdgeHost | Stop-EdgeHost -WhatIf")).Succeeded().Output);

        foreach (var name in WorkingHosts.Hostnames)
            Assert.Matches($"What if: .*{name}", Session.Host.Screen.Text);
        Assert.Contains("What if: In all: ", Session.Host.Screen.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(await world.Control.CallsAsync(last, Stop), Writes.Is);
        Assert.Equal(before, await BootsAsync());
    }

    private async Task<IReadOnlyList<EdgeHost>> HostsAsync() =>
        [.. (await Session.RunAsync("Get-EdgeHost -Provision fosdem")).Succeeded().Output.Select(o => (EdgeHost)o.BaseObject).OrderBy(h => h.Hostname, StringComparer.Ordinal)];

    private async Task<IReadOnlyList<string>> BootsAsync() =>
        [.. (await Session.RunAsync("Get-EdgeHost -Provision fosdem | Invoke-EdgeHostCommand 'cat /proc/sys/kernel/random/boot_id' | ForEach-Object { $_.Output.Trim() }")).Succeeded().Output.Select(o => o.ToString()).Order()];

    private async Task<string> OnAsync(string host, string command)
    {
        var result = (await Session.RunAsync("Invoke-EdgeHostCommand $command $name", new Dictionary<string, object?> { ["command"] = command, ["name"] = host })).Single;
        Assert.Equal(0, result.Properties["ExitStatus"].Value);
        return (string)result.Properties["Output"].Value;
    }

    /// <summary>The restarts of the last operation, in order.</summary>
    private async Task<IReadOnlyList<OperationStep>> RestartsAsync()
    {
        var operations = (await Session.RunAsync("Get-EdgeOperation fosdem")).Succeeded().Output.Select(o => (Operation)o.BaseObject);
        return [.. operations.MaxBy(o => o.StartedAt)!.Steps.Where(s => s.Id.EndsWith("/reset", StringComparison.Ordinal)).OrderBy(s => s.Start)];
    }
}
