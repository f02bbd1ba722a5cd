using System.Diagnostics;
using System.Management.Automation;
using EdgeProvision.Model;
using EdgeProvision.PowerShell.Tests.Hosting;
using EdgeProvision.PowerShell.Tests.World;

namespace EdgeProvision.PowerShell.Tests;

/// <summary>Machines that are rented and never answer: how failures, stops and removals of hosts look.</summary>
public sealed class HostFlowTests : IAsyncDisposable
{
    private readonly LoopbackWorld _world = new();
    private readonly ModuleSession _session = new();

    [Fact]
    public async Task NewEdgeProvision_HostsThatNeverAnswer_WritesTheProvisionAndOneErrorPerHost()
    {
        var result = await FailToMakeAsync("-Verbose");

        var provision = Assert.IsType<Provision>(Assert.Single(result.Output).BaseObject);
        Assert.Equal(2, result.Errors.Count);
        Assert.All(result.Errors, e => Assert.IsType<EdgeHost>(e.TargetObject));
        Assert.Equal(["lab-node1", "lab-node2"], result.Errors.Select(e => ((EdgeHost)e.TargetObject).Hostname).Order());
        Assert.Equal(2, provision.Hosts.Count);
        Assert.DoesNotContain(provision.Hosts, h => h.ConfigurationStatus == "configured");
        Assert.Equal(2, _world.Room.Installed);
        Assert.NotEmpty(result.Verbose);
        Assert.Contains(result.Information, i => i.Tags.Contains("EdgeStep") && i.MessageData is OperationStep { Outcome: StepOutcome.Failed });
        Assert.Equal(ProgressRecordType.Completed, result.Progress[^1].RecordType);
        Assert.Contains(result.Progress, p => p.ParentActivityId == result.Progress[^1].ActivityId);
    }

    [Fact]
    public async Task NewEdgeProvision_OnFailureSkip_WarnsInsteadOfErrors()
    {
        var result = (await FailToMakeAsync("-OnFailure Skip")).Succeeded();

        Assert.Equal(2, result.Warnings.Count(w => w.Contains("lab-node", StringComparison.Ordinal)));
        Assert.IsType<Provision>(Assert.Single(result.Output).BaseObject);
    }

    [Fact]
    public async Task NewEdgeProvision_OnFailureCleanup_LeavesNothing()
    {
        var result = await FailToMakeAsync("-OnFailure Cleanup");

        Assert.Empty(result.Output);
        Assert.NotEmpty(result.Errors);
        Assert.Empty((await _session.RunAsync("Get-EdgeProvision")).Succeeded().Output);
        Assert.Empty(_world.Room.List());
    }

    [Fact]
    public async Task HostsOfThePipeline_OfOneProvision_AreRemovedInOneOperationAfterOneQuestionEach()
    {
        await FailToMakeAsync();
        _session.Host.Screen.Answers.Enqueue("Yes");
        _session.Host.Screen.Answers.Enqueue("No");

        (await _session.RunAsync("Get-EdgeProvision | Get-EdgeHost | Remove-EdgeHost")).Succeeded();

        Assert.Equal(2, _session.Host.Screen.Questions.Count);
        Assert.Single(_world.Room.List());
        Assert.Single((await _session.RunAsync("Get-EdgeHost")).Succeeded().Output);
        var operations = (await _session.RunAsync("Get-EdgeProvision | Get-EdgeOperation")).Succeeded().Output.Select(o => (Operation)o.BaseObject).ToList();
        Assert.Equal(2, operations.Count);
    }

    [Fact]
    public async Task StopEdgeHost_WhatIfPassThru_WritesThePlanOfBothHosts()
    {
        await FailToMakeAsync();

        var plan = Assert.IsType<Plan>((await _session.RunAsync("Stop-EdgeHost *node* -WhatIf -PassThru")).Single.BaseObject);

        Assert.Equal(2, plan.Steps.Select(s => s.HostKey).OfType<string>().Distinct().Count());
        Assert.All(_world.Room.List(), m => Assert.True(_world.Room.IsOn(m.Id)));
    }

    [Theory]
    [InlineData("Get-EdgeHost | Invoke-EdgeHostCommand uptime")]
    [InlineData("Invoke-EdgeHostCommand uptime *node*")]
    public async Task InvokeEdgeHostCommand_StoppedWhileHostsDoNotAnswer_EndsSoon(string command)
    {
        await FailToMakeAsync();
        using var shell = _session.Shell(command);

        var running = SessionResult.OfAsync(shell);
        // They are tried for half a minute; this test wants to know that a stop ends it.
        await Task.Delay(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
        Assert.Equal(PSInvocationState.Running, shell.InvocationStateInfo.State);
        var clock = Stopwatch.StartNew();
        await shell.StopAsync(null, null);
        await running;

        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task NewEdgeProvision_StoppedInTheMiddle_EndsSoonSaysSoAndContinuesLater()
    {
        await ConnectAsync();
        var path = _world.Descriptor("lab", Descriptors.WithHosts("lab", 2));
        using var shell = _session.Shell($"New-EdgeProvision '{path}'");
        var running = SessionResult.OfAsync(shell);
        while (_world.Room.Installed < 2)
            await Task.Delay(TimeSpan.FromMilliseconds(50), TestContext.Current.CancellationToken);

        var clock = Stopwatch.StartNew();
        await shell.StopAsync(null, null);
        await running;

        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(20));
        Assert.Equal(PSInvocationState.Stopped, shell.InvocationStateInfo.State);
        Assert.Contains("was stopped. Run the command again to continue it.", _session.Host.Screen.Text, StringComparison.Ordinal);
        (await _session.RunAsync("Remove-EdgeProvision lab -Confirm:$false")).Succeeded();
        Assert.Empty(_world.Room.List());
    }

    public async ValueTask DisposeAsync()
    {
        _session.Dispose();
        await _world.DisposeAsync();
    }

    private async Task<SessionResult> FailToMakeAsync(string options = "")
    {
        await ConnectAsync();
        var path = _world.Descriptor("lab", Descriptors.WithHosts("lab", 2));
        return await _session.RunAsync($"New-EdgeProvision '{path}' -SshTimeoutSec 1 {options}");
    }

    private async Task ConnectAsync() => (await _session.RunAsync("$null = " + _world.Connect)).Succeeded();
}
