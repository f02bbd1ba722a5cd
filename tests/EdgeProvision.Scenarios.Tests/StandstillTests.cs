using System.Diagnostics;
using System.Runtime.InteropServices;
using EdgeProvision.Engine.Execution.Locking;
using EdgeProvision.Engine.Operations;
using EdgeProvision.Engine.Requests;
using EdgeProvision.Model;
using EdgeProvision.Scenarios.Tests.Lab;

namespace EdgeProvision.Scenarios.Tests;

/// <summary>A host stands still in the middle of its configuration: the command is killed, stopped, or another administrator comes.</summary>
public sealed class StandstillTests(EdgeLab lab) : Scenario(lab)
{
    private static readonly string Descriptor = Tree.Descriptor("slow");

    public override async ValueTask InitializeAsync()
    {
        SlowPlaybook.Write(Lab.Home);
        await base.InitializeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        // A configuration that stands still would keep the removal waiting for nothing.
        foreach (var host in (await Engine.GetProvisionsAsync(null, CancellationToken.None)).SelectMany(p => p.Hosts).Where(h => h.SshHostKey is not null))
            await OnHostAsync(host, SlowPlaybook.LetGo);
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Create_KilledWhileAHostIsConfigured_IsFollowedToItsEndByTheNext()
    {
        using var killed = Lab.Start("create", Descriptor);
        var host = await StandingStillAsync();
        await killed.KillAsync(Stop);

        using var second = Lab.Start("create", Descriptor, "-D");
        await second.SaysAsync("Configure", Stop);
        await OnHostAsync(host, SlowPlaybook.LetGo);
        await second.SucceedsAsync(Stop);

        var provision = await GetAsync("slow");
        Assert.Equal(ProvisionState.Ready, provision.State);
        Assert.Equal("run\n", await OnHostAsync(provision.Hosts[0], SlowPlaybook.Runs));
        (await Control.LookAsync(Stop)).AssertOneDeviceEach(provision.Id, "slow-a");
    }

    [Theory]
    [InlineData(PosixSignal.SIGINT)]
    [InlineData(PosixSignal.SIGTERM)]
    public async Task Create_ToldToStop_EndsSoonAndSaysHowToGoOn(PosixSignal signal)
    {
        using var stopped = Lab.Start("create", Descriptor);
        var host = await StandingStillAsync();
        var began = Stopwatch.GetTimestamp();
        stopped.Signal(signal);
        var text = await stopped.FailsAsync(Stop);

        Assert.InRange(Stopwatch.GetElapsedTime(began), TimeSpan.Zero, TimeSpan.FromSeconds(40));
        Assert.Contains($"oneprovision create {Descriptor}", text, StringComparison.Ordinal);
        Assert.Equal(["slow"], (await Engine.GetProvisionsAsync(null, Stop)).Select(p => p.Name));
        Assert.DoesNotContain((await Control.LookAsync(Stop)).OwnObjects, o => o.StartsWith("template", StringComparison.Ordinal));

        await OnHostAsync(host, SlowPlaybook.LetGo);
        await Lab.Start("create", Descriptor).SucceedsAsync(Stop);
        var provision = await GetAsync("slow");
        Assert.Equal(ProvisionState.Ready, provision.State);
        (await Control.LookAsync(Stop)).AssertOneDeviceEach(provision.Id, "slow-a");
    }

    [Fact]
    public async Task Create_AnotherAdministratorWorks_WaitsSaysForWhomAndTakesOverFromTheDead()
    {
        using var first = Lab.Start("create", Descriptor);
        var host = await StandingStillAsync();

        using var second = Lab.Start("create", Descriptor);
        await second.SaysAsync($"Waiting for oneadmin on {Environment.MachineName}", Stop);
        Assert.Contains("(create)", second.Text, StringComparison.Ordinal);
        await first.KillAsync(Stop);
        await OnHostAsync(host, SlowPlaybook.LetGo);
        await second.SucceedsAsync(Stop);

        var provision = await GetAsync("slow");
        Assert.Equal(ProvisionState.Ready, provision.State);
        (await Control.LookAsync(Stop)).AssertOneDeviceEach(provision.Id, "slow-a");
    }

    [Fact]
    public async Task Create_OwnerOfAnotherMachineDies_IsTakenOverAfterItsSilenceAndNotBefore()
    {
        using var first = Lab.Start("create", Descriptor);
        var host = await StandingStillAsync();
        // Two beats are 10 s apart, and on a busy computer one may come 10 s late.
        var silence = TimeSpan.FromSeconds(25);
        await using var elsewhere = await Lab.ConnectAsync(Stop, options => options with
        {
            Processes = new OtherMachine(), Timings = options.Timings with { Lock = new LockTimings { Silence = silence, Poll = TimeSpan.FromMilliseconds(500) } },
        });
        var eyes = new Eyes();
        var waiting = elsewhere.RunAsync(new CreateRequest(Descriptor), eyes, Consent.Given, Stop);
        // Longer than the span between two beats: a living owner is left alone.
        await Task.Delay(TimeSpan.FromSeconds(11), Stop);
        Assert.False(waiting.IsCompleted);
        Assert.DoesNotContain(eyes.Events, e => e is OperationEvent.Started);
        var killedAt = Stopwatch.GetTimestamp();
        await first.KillAsync(Stop);
        await OnHostAsync(host, SlowPlaybook.LetGo);

        var result = await waiting;

        Assert.Empty(result.Failures);
        Assert.True(Stopwatch.GetElapsedTime(killedAt) > silence - TimeSpan.FromSeconds(21), "It was taken over too soon.");
        Assert.Contains(eyes.Events, e => e is OperationEvent.WaitingForLock { User: "oneadmin", Verb: "create" } seen && seen.Machine == Environment.MachineName);
        (await Control.LookAsync(Stop)).AssertOneDeviceEach(result.Provision!.Id, "slow-a");
    }

    private async Task<EdgeHost> StandingStillAsync()
    {
        var began = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(120))
        {
            var host = (await Engine.GetProvisionsAsync(null, Stop)).SelectMany(p => p.Hosts).FirstOrDefault();
            if (host is { SshHostKey: not null } && (await Engine.RunCommandAsync(host, SlowPlaybook.IsWaiting, null, _ => { }, Consent.Given, Stop)).ExitStatus == 0)
                return host;
            await Task.Delay(100, Stop);
        }

        throw new TimeoutException("The host's configuration has not begun.");
    }
}
