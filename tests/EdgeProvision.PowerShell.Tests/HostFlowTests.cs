using System.Diagnostics;
using System.Management.Automation;
using EdgeProvision.Model;
using EdgeProvision.PowerShell.Tests.Hosting;
using EdgeProvision.PowerShell.Tests.World;
using EdgeProvision.Sandbox.Control;

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
        Assert.All(result.Progress, p => Assert.InRange(p.Activity.Length + p.StatusDescription.Length, 0, 85));
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

    [Theory]
    [InlineData("Invoke-EdgeHostCommand lab-node1 'uname -a'", "Invoke-EdgeHostCommand 'uname -a' lab-node1")]
    [InlineData("Invoke-EdgeHostCommand uptime nobody", "The edge hosts are")]
    public async Task InvokeEdgeHostCommand_HostWhereTheCommandStands_SaysHowItGoes(string command, string advice)
    {
        await FailToMakeAsync();

        var error = Assert.Single((await _session.RunAsync(command)).Errors);

        Assert.StartsWith("HostNotFound", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(advice, error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StopEdgeHost_WhatIfPassThru_WritesThePlanOfBothHosts()
    {
        await FailToMakeAsync();

        var plan = Assert.IsType<Plan>((await _session.RunAsync("Stop-EdgeHost *node* -WhatIf -PassThru")).Single.BaseObject);

        Assert.Equal(2, plan.Steps.Select(s => s.HostKey).OfType<string>().Distinct().Count());
        Assert.All(_world.Room.List(), m => Assert.True(_world.Room.IsOn(m.Id)));
    }

    [Fact]
    public async Task StopEdgeHost_OneHasNoMachine_IsItsOwnErrorAndTheOthersAreStopped()
    {
        await ConnectAsync();
        _world.World.Board.Add(new FaultOrder { Match = new CallMatch { Service = "packet", Method = "POST", Path = "/projects/*/devices", Contains = "lab-node1" }, Status = 422, Times = 0 });
        var path = _world.Descriptor("lab", Descriptors.WithHosts("lab", 2));
        await _session.RunAsync($"New-EdgeProvision '{path}' -SshTimeoutSec 1");

        var shown = await _session.RunAsync("Get-EdgeHost | Stop-EdgeHost -WhatIf -PassThru");
        var result = await _session.RunAsync("Get-EdgeHost | Stop-EdgeHost");

        foreach (var error in new[] { Assert.Single(shown.Errors), Assert.Single(result.Errors) })
        {
            Assert.StartsWith("HostHasNoDevice,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
            Assert.Equal("lab-node1", Assert.IsType<EdgeHost>(error.TargetObject).Hostname);
        }

        Assert.Equal(["lab-node2"], Assert.IsType<Plan>(Assert.Single(shown.Output).BaseObject).Steps.Select(s => s.HostKey));
        Assert.False(_world.Room.IsOn(Assert.Single(_world.Room.List()).Id));
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

        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(20));
        Assert.Equal(PSInvocationState.Stopped, shell.InvocationStateInfo.State);
    }

    [Theory]
    [InlineData("Get-EdgeHost | Test-EdgeHostConfiguration -SshTimeoutSec 1")]
    [InlineData("Get-EdgeHost | ForEach-Object { [pscustomobject]@{ Id = $_.Id } } | Test-EdgeHostConfiguration -SshTimeoutSec 2")]
    [InlineData("Test-EdgeHostConfiguration *node* -ThrottleLimit 1 -SshTimeoutSec 1")]
    public async Task TestEdgeHostConfiguration_HostsThatWereNeverReached_WritesAnErrorForEach(string command)
    {
        await FailToMakeAsync();

        var result = await _session.RunAsync(command);

        Assert.Empty(result.Output);
        Assert.Equal(2, result.Errors.Count);
        Assert.Equal(["lab-node1", "lab-node2"], result.Errors.Select(e => Assert.IsType<EdgeHost>(e.TargetObject).Hostname).Order());
    }

    [Fact]
    public async Task GetEdgeHost_NumberInPlaceOfAName_IsTheHostOfThatId()
    {
        await FailToMakeAsync();
        var host = (EdgeHost)(await _session.RunAsync("Get-EdgeHost lab-node2")).Single.BaseObject;

        Assert.Equal(host.Hostname, ((EdgeHost)(await _session.RunAsync($"Get-EdgeHost {host.Id}")).Single.BaseObject).Hostname);
        Assert.Equal($"on {host.Name}", (await _session.RunAsync($"\"on $(Get-EdgeHost {host.Id})\"")).Single.BaseObject);
        Assert.StartsWith("HostNotFound", (await _session.RunAsync("Get-EdgeHost 4711")).Errors.Single().FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TestEdgeHostConfiguration_OneOfTwoIsNotThere_TheOtherIsStillLookedAt()
    {
        await FailToMakeAsync();

        var result = await _session.RunAsync("Test-EdgeHostConfiguration nobody, lab-node1 -SshTimeoutSec 1");

        Assert.Equal(2, result.Errors.Count);
        Assert.StartsWith("HostNotFound", result.Errors[0].FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal("lab-node1", Assert.IsType<EdgeHost>(result.Errors[1].TargetObject).Hostname);
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

        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(40));
        Assert.Equal(PSInvocationState.Stopped, shell.InvocationStateInfo.State);
        Assert.Contains($"Stopped. What stands is kept; continue with: New-EdgeProvision '{path}'", _session.Host.Screen.Text, StringComparison.Ordinal);
        (await _session.RunAsync("Remove-EdgeProvision lab -Confirm:$false")).Succeeded();
        Assert.Empty(_world.Room.List());
    }

    [Fact]
    public async Task NewEdgeProvision_StoppedWhileAPurchaseIsUnanswered_SaysAtOnceForWhatItWaitsAndFindsTheMachineLater()
    {
        await ConnectAsync();
        var path = _world.Descriptor("lab", Descriptors.WithHosts("lab", 1));
        var hold = _world.World.Board.Arm(new HoldOrder { Match = new CallMatch { Service = "packet", Method = "POST", Path = "/projects/*/devices" }, When = CallMoment.After });
        using var shell = _session.Shell($"New-EdgeProvision '{path}'");
        var running = SessionResult.OfAsync(shell);
        Assert.True(await _world.World.Board.WaitUntilHeldAsync(hold, TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken));

        // The provider answers only after it was said.
        var stopping = shell.StopAsync(null, null);
        const string told = "Stopping. The provider has not answered the order of a machine for lab-node1 yet. Its answer is awaited for at most 6 s";
        for (var clock = Stopwatch.StartNew(); !_session.Host.Screen.Text.Contains(told, StringComparison.Ordinal) && clock.Elapsed < TimeSpan.FromSeconds(60);)
            await Task.Delay(TimeSpan.FromMilliseconds(50), TestContext.Current.CancellationToken);
        Assert.Contains(told, _session.Host.Screen.Text, StringComparison.Ordinal);
        _world.World.Board.Release(hold);
        await stopping;
        await running;

        Assert.Contains("Stopped. What stands is kept", _session.Host.Screen.Text, StringComparison.Ordinal);
        Assert.Single((await _session.RunAsync($"New-EdgeProvision '{path}' -SshTimeoutSec 1")).Errors);
        Assert.Equal(1, _world.Room.Installed);
    }

    [Theory]
    [InlineData("Invoke-EdgeHostCommand uptime lab-node1")]
    [InlineData("$hosts | Where-Object Hostname -eq lab-node1 | Invoke-EdgeHostCommand uptime")]
    [InlineData("Enter-EdgeHost lab-node1")]
    public async Task HostThatIsSwitchedOff_IsRefusedAtOnceWithTheCommandThatStartsIt(string command)
    {
        await FailToMakeAsync();
        (await _session.RunAsync("$hosts = Get-EdgeHost; Stop-EdgeHost lab-node1")).Succeeded();
        var clock = Stopwatch.StartNew();

        var result = await _session.RunAsync($"try {{ {command} }} catch {{ $_ }}");

        // Who tries it first hears from the provider that it is off, in other words than these.
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(30));
        var error = result.Errors.Count > 0 ? Assert.Single(result.Errors) : Assert.IsType<ErrorRecord>(Assert.Single(result.Output).BaseObject);
        Assert.StartsWith("HostIsOff,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Matches(@"^Host \d+ \(lab-node1\) is switched off\.$", error.Exception.Message);
        Assert.Matches(@"Start-EdgeHost -Id \d+", error.ErrorDetails.RecommendedAction);
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
