using System.Diagnostics;
using System.Management.Automation;
using EdgeProvision.Model;
using EdgeProvision.PowerShell.Tests.Hosting;
using EdgeProvision.PowerShell.Tests.World;
using EdgeProvision.Sandbox.Control;

namespace EdgeProvision.PowerShell.Tests;

/// <summary>-AsJob, with PowerShell's own commands for jobs.</summary>
public sealed class JobTests : IAsyncDisposable
{
    private readonly LoopbackWorld _world = new();
    private readonly ModuleSession _session = new();

    [Fact]
    public async Task NewEdgeProvision_AsJob_WritesAJobThatHasTheProvision()
    {
        await ConnectAsync();
        var path = _world.Descriptor("lab", Descriptors.WithoutHosts("lab"));

        var job = Assert.IsAssignableFrom<Job>((await _session.RunAsync($"$job = New-EdgeProvision '{path}' -AsJob; $job")).Single.BaseObject);
        var received = await _session.RunAsync("Receive-Job $job -Wait -Verbose");

        Assert.Equal("EdgeJob", job.PSJobTypeName);
        Assert.Equal("New-EdgeProvision lab.yaml", job.Command);
        Assert.Equal(_world.Endpoint, job.Location);
        Assert.Equal("lab", Assert.IsType<Provision>(received.Succeeded().Output.Single().BaseObject).Name);
        Assert.Equal(JobState.Completed, job.JobStateInfo.State);
        Assert.NotEmpty(received.Verbose);
        Assert.Contains(received.Information, i => i.Tags.Contains("EdgeStep"));
        Assert.Contains(received.Progress, p => p.RecordType == ProgressRecordType.Processing);
        Assert.False(job.HasMoreData);
        Assert.Same(job, (await _session.RunAsync("Get-Job -Id $job.Id")).Single.BaseObject);
        (await _session.RunAsync("Remove-Job $job")).Succeeded();
        Assert.Empty((await _session.RunAsync("Get-Job")).Output);
    }

    [Fact]
    public async Task NewEdgeProvision_AsJobHostsThatNeverAnswer_FailsWithAnErrorForEach()
    {
        await ConnectAsync();
        var path = _world.Descriptor("lab", Descriptors.WithHosts("lab", 2));

        var states = await _session.RunAsync($"$job = New-EdgeProvision '{path}' -AsJob -SshTimeoutSec 1; $null = Wait-Job $job; $job.State; $job.ChildJobs.Count; $job.ChildJobs[0].State");
        var received = await _session.RunAsync("Receive-Job $job");

        Assert.Equal(["Failed", "1", "Failed"], states.Succeeded().Output.Select(o => o.ToString()));
        Assert.IsType<Provision>(Assert.Single(received.Output).BaseObject);
        Assert.Equal(["lab-node1", "lab-node2"], received.Errors.Select(e => Assert.IsType<EdgeHost>(e.TargetObject).Hostname).Order());
        Assert.All(received.ErrorIds, id => Assert.Equal("HostUnreachable", id));
        Assert.Contains(received.Warnings, w => w.Contains("Continue with: New-EdgeProvision", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Progress_OfWhichThereIsMuchWhileItIsReceived_IsBorneByTheJob()
    {
        await ConnectAsync();
        var job = Assert.IsAssignableFrom<Job>((await _session.RunAsync($"$job = New-EdgeProvision '{_world.Descriptor("lab", Descriptors.WithHosts("lab", 1))}' -AsJob; $job")).Single.BaseObject);
        var child = job.ChildJobs[0];
        var say = child.GetType().GetInterfaces().Single(i => i.Name == "IWorkStreams").GetMethod("Progress")!.CreateDelegate<Action<ProgressRecord>>(child);

        using var end = new CancellationTokenSource();
        var receiving = Task.Run(
            () =>
            {
                while (!end.IsCancellationRequested)
                {
                    if (child.Progress.Count >= 200)
                        child.Progress.ReadAll();
                }
            },
            TestContext.Current.CancellationToken);
        var record = new ProgressRecord(1, "work", "much");
        for (var said = 0; said < 200_000; said++)
            say(record);
        await end.CancelAsync();
        await receiving;

        Assert.InRange(child.Progress.Count, 0, 210);
        Assert.Equal(JobState.Running, child.JobStateInfo.State);
    }

    [Fact]
    public async Task StopJob_WhileHostsAreWaitedFor_StopsSoonAndLeavesWhatContinues()
    {
        await ConnectAsync();
        var path = _world.Descriptor("lab", Descriptors.WithHosts("lab", 2));
        (await _session.RunAsync($"$job = New-EdgeProvision '{path}' -AsJob")).Succeeded();
        while (_world.Room.Installed < 2)
            await Task.Delay(TimeSpan.FromMilliseconds(50), TestContext.Current.CancellationToken);

        var clock = Stopwatch.StartNew();
        (await _session.RunAsync("Stop-Job $job")).Succeeded();

        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(40));
        Assert.Equal("Stopped", (await _session.RunAsync("$job.State")).Single.ToString());
        var received = await _session.RunAsync("Receive-Job $job");
        Assert.Contains(received.Warnings, w => w.Contains($"Stopped. What stands is kept; continue with: New-EdgeProvision '{path}'", StringComparison.Ordinal));
        var operation = Assert.IsType<Operation>((await _session.RunAsync("Get-EdgeOperation lab")).Single.BaseObject);
        Assert.Equal(OperationOutcome.Stopped, operation.Outcome);
        Assert.Equal(2, (await _session.RunAsync($"New-EdgeProvision '{path}' -SshTimeoutSec 1")).Errors.Count);
        Assert.Equal(2, _world.Room.Installed);
    }

    [Fact]
    public async Task RemoveJob_ForceWhileItRuns_StopsItFirst()
    {
        await ConnectAsync();
        var path = _world.Descriptor("lab", Descriptors.WithHosts("lab", 1));
        (await _session.RunAsync($"$job = New-EdgeProvision '{path}' -AsJob")).Succeeded();
        while (_world.Room.Installed < 1)
            await Task.Delay(TimeSpan.FromMilliseconds(50), TestContext.Current.CancellationToken);

        Assert.NotEmpty((await _session.RunAsync("Remove-Job $job")).Errors);
        (await _session.RunAsync("Remove-Job $job -Force")).Succeeded();

        Assert.Empty((await _session.RunAsync("Get-Job")).Output);
        (await _session.RunAsync("Remove-EdgeProvision lab -Confirm:$false -LockTimeoutSec 30")).Succeeded();
        Assert.Empty(_world.Room.List());
    }

    [Theory]
    [InlineData("Yes", 1, 0)]
    [InlineData("No", 0, 1)]
    public async Task RemoveEdgeProvision_AsJob_AsksBeforeThereIsAJob(string answer, int jobs, int left)
    {
        await MakeAsync("lab");
        _session.Host.Screen.Answers.Enqueue(answer);

        Assert.Equal(jobs, (await _session.RunAsync("Remove-EdgeProvision lab -AsJob")).Succeeded().Output.Count);

        Assert.Contains("Remove provision lab? This deletes", Assert.Single(_session.Host.Screen.Questions), StringComparison.Ordinal);
        (await _session.RunAsync("Get-Job | Wait-Job | Receive-Job")).Succeeded();
        Assert.Equal(left, (await _session.RunAsync("Get-EdgeProvision")).Succeeded().Output.Count);
    }

    [Theory]
    [InlineData("Yes", 1, 0)]
    [InlineData("No", 0, 1)]
    public async Task RemoveEdgeProvision_AbandonAsJob_IsNoJobWhereTheSecondAnswerIsNo(string second, int jobs, int left)
    {
        await MakeAsync("lab");
        _session.Host.Screen.Answers.Enqueue("Yes");
        _session.Host.Screen.Answers.Enqueue(second);

        Assert.Equal(jobs, (await _session.RunAsync("Remove-EdgeProvision lab -Abandon -AsJob")).Succeeded().Output.Count);

        Assert.Equal(2, _session.Host.Screen.Questions.Count);
        (await _session.RunAsync("Get-Job | Wait-Job | Receive-Job")).Succeeded();
        Assert.Equal(left, (await _session.RunAsync("Get-EdgeProvision")).Succeeded().Output.Count);
    }

    [Fact]
    public async Task RemoveEdgeProvision_AsJobOfThree_DoesNothingBeforeAllIsAnsweredAndThenOnlyWhatWasAgreed()
    {
        foreach (var name in new[] { "one", "two", "three" })
            await MakeAsync(name);
        foreach (var answer in new[] { "Yes", "No", "Yes" })
            _session.Host.Screen.Answers.Enqueue(answer);

        var job = Assert.IsAssignableFrom<Job>((await _session.RunAsync("Remove-EdgeProvision one, two, three -AsJob")).Single.BaseObject);
        (await _session.RunAsync("Get-Job | Wait-Job | Receive-Job")).Succeeded();

        Assert.Equal(["one", "three"], job.ChildJobs.Select(c => c.Name));
        Assert.Equal("two", ((Provision)(await _session.RunAsync("Get-EdgeProvision")).Single.BaseObject).Name);
    }

    [Fact]
    public async Task RemoveEdgeProvision_AsJobWhereNobodyCanBeAsked_RefusesAtOnce()
    {
        await MakeAsync("lab");

        var result = await _session.RunAsync("Remove-EdgeProvision lab -AsJob");

        Assert.Equal(["ConfirmationImpossible"], result.ErrorIds);
        Assert.Empty(result.Output);
        Assert.Empty((await _session.RunAsync("Get-Job")).Output);
        Assert.Single((await _session.RunAsync("Get-EdgeProvision")).Succeeded().Output);
    }

    [Fact]
    public async Task NewEdgeProvision_WhatIfAsJob_ShowsThePlanAndMakesNoJob()
    {
        await ConnectAsync();
        var path = _world.Descriptor("lab", Descriptors.WithHosts("lab", 1));

        Assert.Empty((await _session.RunAsync($"New-EdgeProvision '{path}' -WhatIf -AsJob")).Succeeded().Output);

        Assert.Contains("What if: ", _session.Host.Screen.Text, StringComparison.Ordinal);
        Assert.Empty((await _session.RunAsync("Get-Job")).Output);
        _world.AssertNothingMade();
    }

    [Fact]
    public async Task NewEdgeProvision_AsJobOfABadDescriptor_FailsAtOnce()
    {
        await ConnectAsync();
        var good = _world.Descriptor("good", Descriptors.WithoutHosts("good"));
        var bad = _world.Descriptor("bad", "name: bad\nhostz: []\n");

        var error = await _session.CatchAsync($"New-EdgeProvision '{bad}' -AsJob");

        Assert.StartsWith("DescriptorInvalid", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Empty((await _session.RunAsync("Get-Job")).Output);
        _world.AssertNothingMade();

        // One of several does not keep the others from it.
        var both = await _session.RunAsync($"New-EdgeProvision '{good}', '{bad}' -AsJob");
        Assert.Equal(["DescriptorInvalid"], both.ErrorIds);
        Assert.Equal(["good.yaml"], Assert.IsAssignableFrom<Job>(Assert.Single(both.Output).BaseObject).ChildJobs.Select(c => c.Name));
    }

    [Fact]
    public async Task StopEdgeHost_AsJob_AsksForEachHostAndWritesThoseThatWereChanged()
    {
        await ConnectAsync();
        await _session.RunAsync($"New-EdgeProvision '{_world.Descriptor("lab", Descriptors.WithHosts("lab", 2))}' -SshTimeoutSec 1");
        _session.Host.Screen.Answers.Enqueue("Yes");
        _session.Host.Screen.Answers.Enqueue("No");

        var host = Assert.IsType<EdgeHost>((await _session.RunAsync("Get-EdgeHost | Stop-EdgeHost -Confirm -PassThru -AsJob | Receive-Job -Wait -AutoRemoveJob")).Single.BaseObject);

        Assert.Equal(EdgeHostState.Off, host.State);
        Assert.Equal(2, _session.Host.Screen.Questions.Count);
        Assert.Single(_world.Room.List(), m => !_world.Room.IsOn(m.Id));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task StopEdgeHost_AsJobOneHasNoMachine_IsItsOwnErrorAndTheOthersAreStopped(bool another)
    {
        await ConnectAsync();
        _world.World.Board.Add(new FaultOrder { Match = new CallMatch { Service = "packet", Method = "POST", Path = "/projects/*/devices", Contains = "lab-node1" }, Status = 422, Times = 0 });
        string[] names = another ? ["lab", "next"] : ["lab"];
        foreach (var name in names)
            await _session.RunAsync($"New-EdgeProvision '{_world.Descriptor(name, Descriptors.WithHosts(name, 2))}' -SshTimeoutSec 1");

        var result = await _session.RunAsync("$job = Get-EdgeHost | Stop-EdgeHost -AsJob -Confirm:$false; $job");
        (await _session.RunAsync("Receive-Job $job -Wait")).Succeeded();

        var error = Assert.Single(result.Errors);
        Assert.StartsWith("HostHasNoDevice,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal("lab-node1", Assert.IsType<EdgeHost>(error.TargetObject).Hostname);
        var job = Assert.IsAssignableFrom<Job>(Assert.Single(result.Output).BaseObject);
        Assert.Equal(names, job.ChildJobs.Select(c => c.Name).Order());
        Assert.Equal(JobState.Completed, job.JobStateInfo.State);
        Assert.Equal((2 * names.Length) - 1, _world.Room.List().Count);
        Assert.All(_world.Room.List(), m => Assert.False(_world.Room.IsOn(m.Id)));
    }

    [Fact]
    public async Task NewEdgeProvision_AsJobOfWhatStands_IsCompletedAtOnceWithTheProvision()
    {
        await MakeAsync("lab");

        var received = await _session.RunAsync($"New-EdgeProvision '{Path.Combine(_world.Folder, "lab.yaml")}' -AsJob | Receive-Job -Wait -AutoRemoveJob");

        Assert.IsType<Provision>(received.Single.BaseObject);
    }

    [Fact]
    public async Task UpdateEdgeProvision_AsJobStoppedBeforeTheQuestion_ChangesNothingAndLeavesNoJob()
    {
        await MakeAsync("lab");
        var changed = _world.Descriptor("lab", Descriptors.WithoutHosts("lab").Replace("name: lab-private", "name: lab-other", StringComparison.Ordinal));
        var hold = _world.World.Board.Arm(new HoldOrder { Match = new CallMatch { Service = "frontend", RpcMethod = "one.vnpool.info" } });
        var before = System.Text.Json.JsonSerializer.Serialize(_world.Dump());
        using var shell = _session.Shell($"Update-EdgeProvision '{changed}' -AsJob -Confirm:$false");
        var running = SessionResult.OfAsync(shell);
        Assert.True(await _world.World.Board.WaitUntilHeldAsync(hold, TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken));

        var clock = Stopwatch.StartNew();
        await shell.StopAsync(null, null);
        await running;
        _world.World.Board.Release(hold);

        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(30));
        Assert.Empty((await _session.RunAsync("Get-Job")).Output);
        Assert.Equal(before, System.Text.Json.JsonSerializer.Serialize(_world.Dump()));
    }

    public async ValueTask DisposeAsync()
    {
        await _session.RunAsync("Get-Job | Stop-Job");
        _session.Dispose();
        await _world.DisposeAsync();
    }

    private async Task MakeAsync(string name)
    {
        await ConnectAsync();
        (await _session.RunAsync($"New-EdgeProvision '{_world.Descriptor(name, Descriptors.WithoutHosts(name))}'")).Succeeded();
    }

    private async Task ConnectAsync() => (await _session.RunAsync("$null = " + _world.Connect)).Succeeded();
}
