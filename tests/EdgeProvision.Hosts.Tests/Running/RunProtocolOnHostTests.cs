using System.Collections.Concurrent;
using System.Diagnostics;
using EdgeProvision.Engine.Hosts;
using EdgeProvision.Engine.Hosts.Programs;
using EdgeProvision.Engine.Hosts.Ssh;
using EdgeProvision.Model;

namespace EdgeProvision.Hosts.Tests.Running;

/// <summary>The run protocol on real machines: what it promises when programs meet, connections break and machines go down.</summary>
public sealed class RunProtocolOnHostTests(RunningRoom room) : IClassFixture<RunningRoom>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunProgramAsync_NewProgram_RunsInAUnitAndReportsStepsInOrder()
    {
        await using TestHost host = await room.InstallAsync();
        ConcurrentQueue<HostStepReport> seen = new();
        ProgramReport report = await host.RunAsync(TestProgram.Of("f1", "true", "systemctl is-active edgeprovision-configure >/dev/null || exit 9", "sleep 0.2") with { PeersHash = "p1" }, seen);

        Assert.Equal((HostStepOutcome.Changed, "p1", false), (report.Outcome, report.PeersHash, report.WasAlreadyDone));
        Assert.Equal([0, 1, 2], seen.Select(step => step.Index));
        Assert.Equal(seen, report.Steps);
        Assert.Equal("p1", await host.SayAsync("cat /var/lib/edgeprovision/peers"));
        Assert.Equal("", await host.SayAsync("find /var/lib/edgeprovision/runs -name program"));
    }

    [Fact]
    public async Task RunProgramAsync_SucceededBefore_IsDoneUnlessReapplyComes()
    {
        await using TestHost host = await room.InstallAsync();
        await host.RunAsync(TestProgram.Of("f1", "true") with { PeersHash = "p1" });
        ProgramReport again = await host.RunAsync(TestProgram.Of("f1", "true") with { PeersHash = "p2" });
        Assert.Equal((HostStepOutcome.Ok, "p1", true), (again.Outcome, again.PeersHash, again.WasAlreadyDone));
        Assert.Equal("f1", await host.SayAsync("cat /root/ran"));

        ProgramReport reapplied = await host.RunAsync(TestProgram.Of("f1", "true") with { PeersHash = "p2", Reapply = true });
        Assert.Equal(("p2", false), (reapplied.PeersHash, reapplied.WasAlreadyDone));
        Assert.Equal("f1\nf1", await host.SayAsync("cat /root/ran"));
    }

    [Fact]
    public async Task RunProgramAsync_FailedBefore_RunsAgainAndTheLastLinesReachTheUser()
    {
        await using TestHost host = await room.InstallAsync();
        HostProgram program = TestProgram.Of("f1", "true", "seq 1 50; echo the reason >&2; test -e /root/mended");
        ProgramReport failed = await host.RunAsync(program with { PeersHash = "p1" });
        Assert.Equal((HostStepOutcome.Failed, ""), (failed.Outcome, failed.PeersHash));
        Assert.Equal((1, HostStepOutcome.Failed), (failed.Steps[^1].Index, failed.Steps[^1].Outcome));
        Assert.EndsWith("49\n50\nthe reason", failed.Steps[^1].Detail);
        Assert.DoesNotContain("\n20\n", failed.Steps[^1].Detail);

        await host.SayAsync("touch /root/mended");
        Assert.Equal(HostStepOutcome.Changed, (await host.RunAsync(program)).Outcome);
    }

    [Fact]
    public async Task RunProgramAsync_OtherFingerprintFailedSince_TheFirstIsNoLongerDone()
    {
        await using TestHost host = await room.InstallAsync();
        await host.RunAsync(TestProgram.Of("f1", "true"));
        await host.RunAsync(TestProgram.Of("f2", "false"));
        Assert.False((await host.RunAsync(TestProgram.Of("f1", "true"))).WasAlreadyDone);
    }

    [Fact]
    public async Task RunProgramAsync_SameFingerprintUnderWay_AttachesAndReportsFromTheBeginning()
    {
        await using TestHost host = await room.InstallAsync();
        HostProgram program = TestProgram.Of("f1", "true", "while [ ! -e /root/go ]; do sleep 0.1; done", "true");
        Task<ProgramReport> first = host.RunAsync(program);
        await host.AwaitAsync("test -e /root/ran");
        await using IHostChannel other = await host.ConnectAsync();
        ConcurrentQueue<HostStepReport> seen = new();
        Task<ProgramReport> second = other.RunProgramAsync(program, seen.Enqueue, Token);
        await SeenAsync(seen, 0, second);
        await host.SayAsync("touch /root/go");
        IReadOnlyList<HostStepReport> steps = (await second).Steps;
        Assert.Equal([0, 1, 2], seen.Select(step => step.Index));
        Assert.Equal(steps, (await first).Steps);
        Assert.Equal("f1", await host.SayAsync("cat /root/ran"));
    }

    [Fact]
    public async Task RunProgramAsync_OtherFingerprintUnderWay_WaitsForItsEnd()
    {
        await using TestHost host = await room.InstallAsync();
        Task<ProgramReport> first = host.RunAsync(TestProgram.Of("f1", "sleep 2; echo end >> /root/ran"));
        await host.AwaitAsync("test -e /root/ran");
        await using IHostChannel other = await host.ConnectAsync();
        Assert.Equal(HostStepOutcome.Changed, (await other.RunProgramAsync(TestProgram.Of("f2", "true"), _ => { }, Token)).Outcome);
        Assert.Equal(HostStepOutcome.Changed, (await first).Outcome);
        Assert.Equal("f1\nend\nf2", await host.SayAsync("cat /root/ran"));
    }

    [Fact]
    public async Task RunProgramAsync_PeersProgram_LeavesTheConfigurationDone()
    {
        await using TestHost host = await room.InstallAsync();
        await host.RunAsync(TestProgram.Of("f1", "true") with { PeersHash = "p1" });
        HostProgram peers = TestProgram.Of("f1", "true") with { PeersHash = "p2", Kind = HostProgramKind.Peers };
        Assert.Equal(("p2", false), (await host.RunAsync(peers)) is var ran ? (ran.PeersHash, ran.WasAlreadyDone) : default);
        Assert.True((await host.RunAsync(peers)).WasAlreadyDone);
        ProgramReport configured = await host.RunAsync(TestProgram.Of("f1", "true"));
        Assert.Equal(("p2", true), (configured.PeersHash, configured.WasAlreadyDone));

        await host.RunAsync(TestProgram.Of("f1", "false") with { PeersHash = "p3", Kind = HostProgramKind.Peers });
        Assert.Equal(("", true), (await host.RunAsync(TestProgram.Of("f1", "true"))) is var after ? (after.PeersHash, after.WasAlreadyDone) : default);
    }

    [Fact]
    public async Task RunProgramAsync_CheckOnly_TouchesNothingAndReports()
    {
        await using TestHost host = await room.InstallAsync();
        ProgramReport report = await host.RunAsync(TestProgram.Of("f1", "true", "true") with { CheckOnly = true });
        Assert.Equal((HostStepOutcome.Changed, 2), (report.Outcome, report.Steps.Count));
        Assert.Equal(1, (await host.Channel.RunCommandAsync("test -e /var/lib/edgeprovision", null, Token)).ExitStatus);
        Assert.Equal("", await host.SayAsync("find /tmp -name 'tmp.*'"));
        // The program itself would have written: it is not let.
        Assert.Equal(1, (await host.Channel.RunCommandAsync("test -e /root/ran", null, Token)).ExitStatus);
    }

    [Fact]
    public async Task RunProgramAsync_CheckOnly_NothingAtAllCanBeWritten()
    {
        await using TestHost host = await room.InstallAsync();
        await host.SayAsync("mkdir -p '/mnt/odd place' && mount -t tmpfs none '/mnt/odd place'");
        string[] tries =
        [
            "! touch /etc/x", "! touch /run/x", "! touch /var/lib/x", "! touch /dev/shm/x", "! touch '/mnt/odd place/x'", "! sh -c 'echo 1 > /proc/sys/net/ipv4/ip_forward'", "! rm /etc/hostname",
            "! chmod 0600 /etc/hostname", "! sh -c 'echo >> /etc/hostname'", "! mount -o remount,rw /etc 2>/dev/null", "touch /tmp/x && test -z \"$(ls /tmp | grep -v '^x$')\"", "echo > /dev/null", "systemctl is-active ssh >/dev/null",
        ];
        ProgramReport report = await host.RunAsync(TestProgram.Of("f1", tries) with { CheckOnly = true });
        Assert.All(report.Steps, step => Assert.True(step.Outcome == HostStepOutcome.Changed, $"{tries[step.Index]}: {step.Detail}"));
        Assert.Equal(tries.Length, report.Steps.Count);
        Assert.Equal("", await host.SayAsync("ls /tmp | grep -x x || true"));
    }

    [Fact]
    public async Task RunProgramAsync_CheckOnlyWhereNoViewCanBeMade_IsRefusedAndRunsNothing()
    {
        await using TestHost host = await room.InstallAsync();
        await host.SayAsync("printf '#!/bin/sh\\necho unshare: Operation not permitted >&2; exit 1\\n' > /usr/local/bin/unshare; chmod 755 /usr/local/bin/unshare");
        EdgeException error = await Assert.ThrowsAsync<EdgeException>(() => host.RunAsync(TestProgram.Of("f1", "true") with { CheckOnly = true }));
        Assert.Equal(("HostCheckRefused", ErrorKind.Refused), (error.Code, error.Kind));
        Assert.Contains("unshare", error.Message);
    }

    [Fact]
    public async Task RunProgramAsync_SessionKilledAndFrozenOnTheHost_GoesOnWhereItWas()
    {
        await using TestHost host = await room.InstallAsync();
        ConcurrentQueue<HostStepReport> seen = new();
        using SshConnector connector = RunningRoom.NewConnector(silenceLimit: TimeSpan.FromSeconds(5));
        await using IHostChannel channel = await connector.ConnectAsync(host.Connection, Token);
        Task<ProgramReport> running = channel.RunProgramAsync(TestProgram.Of("f1", "sleep 1", "sleep 3", "sleep 8", "true"), seen.Enqueue, Token);
        await using IHostChannel other = await host.ConnectAsync();
        string me = "mine=$(ps -o ppid= -p $$ | tr -d ' ')";
        await SeenAsync(seen, 0, running);
        await other.RunCommandAsync(me + "; for p in $(pgrep -f '[s]shd: root@notty'); do [ $p = $mine ] || kill -KILL $p; done", null, Token);
        await SeenAsync(seen, 1, running);
        await other.RunCommandAsync(me + "; for p in $(pgrep -f '[s]shd: root@notty'); do [ $p = $mine ] || kill -STOP $p; done", null, Token);
        ProgramReport report = await running.WaitAsync(TimeSpan.FromSeconds(120), Token);
        Assert.Equal(HostStepOutcome.Changed, report.Outcome);
        Assert.Equal([0, 1, 2, 3], seen.Select(step => step.Index));
        Assert.Equal("f1", (await other.RunCommandAsync("cat /root/ran", null, Token)).Output.Trim());
    }

    [Fact]
    public async Task RunProgramAsync_PlugPulledMeanwhile_RunsAgainWhenTheHostIsBack()
    {
        await using TestHost host = await room.InstallAsync();
        ConcurrentQueue<HostStepReport> seen = new();
        Task<ProgramReport> running = host.RunAsync(TestProgram.Of("f1", "true", "test $(wc -l < /root/ran) -gt 1 || sleep 300"), seen);
        await SeenAsync(seen, 0, running);
        await room.Room.PullPlugAsync(host.Machine.Id, Token);
        await room.Room.PowerOnAsync(host.Machine.Id, Token);
        ProgramReport report = await running.WaitAsync(TimeSpan.FromSeconds(180), Token);
        Assert.Equal((HostStepOutcome.Changed, 2), (report.Outcome, report.Steps.Count));
        Assert.Equal("f1\nf1", await host.SayAsync("cat /root/ran"));
    }

    [Fact]
    public async Task RunProgramAsync_CallerGone_TheRunGoesOnAndTheNextCallAttaches()
    {
        await using TestHost host = await room.InstallAsync();
        using CancellationTokenSource gone = new();
        HostProgram program = TestProgram.Of("f1", "true", "while [ ! -e /root/go ]; do sleep 0.1; done", "true");
        Task<ProgramReport> first = host.RunAsync(program, token: gone.Token);
        await host.AwaitAsync("test -e /root/ran");
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        ConcurrentQueue<HostStepReport> seen = new();
        Task<ProgramReport> second = host.RunAsync(program, seen);
        await SeenAsync(seen, 0, second);
        await host.SayAsync("touch /root/go");
        ProgramReport report = await second;
        Assert.Equal((HostStepOutcome.Changed, 3), (report.Outcome, report.Steps.Count));
        Assert.Equal("f1", await host.SayAsync("cat /root/ran"));
    }

    [Fact]
    public async Task RunProgramAsync_BeyondTheTimeLimit_IsEndedByTheHostAndFailsInTheStepUnderWay()
    {
        await using TestHost host = await room.InstallAsync();
        using SshConnector connector = RunningRoom.NewConnector(TimeSpan.FromSeconds(10));
        await using IHostChannel channel = await connector.ConnectAsync(host.Connection, Token);
        Stopwatch watch = Stopwatch.StartNew();
        ProgramReport report = await channel.RunProgramAsync(TestProgram.Of("f1", "true", "echo waiting; sleep 300"), _ => { }, Token);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(120));
        Assert.Equal((HostStepOutcome.Failed, 1), (report.Outcome, report.Steps[^1].Index));
        Assert.Contains("time limit", report.Steps[^1].Detail);
        Assert.EndsWith("waiting", report.Steps[^1].Detail);
    }

    [Fact]
    public async Task RunProgramAsync_StoppedOnTheHost_FailsAndCanRunAgain()
    {
        await using TestHost host = await room.InstallAsync();
        Task<ProgramReport> running = host.RunAsync(TestProgram.Of("f1", "test $(wc -l < /root/ran) -gt 1 || sleep 300"));
        await host.AwaitAsync("test -e /root/ran");
        await host.SayAsync("systemctl stop edgeprovision-configure");
        ProgramReport report = await running;
        Assert.Equal(HostStepOutcome.Failed, report.Outcome);
        Assert.Contains("stopped", report.Steps[^1].Detail);
        Assert.Equal(HostStepOutcome.Changed, (await host.RunAsync(TestProgram.Of("f1", "test $(wc -l < /root/ran) -gt 1 || sleep 300"))).Outcome);
    }

    [Fact]
    public async Task RunProgramAsync_MuchOutputAtOnce_ArrivesWhole()
    {
        await using TestHost host = await room.InstallAsync();
        ProgramReport report = await host.RunAsync(TestProgram.Of("f1", "seq 1 300000", "head -c 3000000 /dev/zero; echo", "true"));
        Assert.Equal((HostStepOutcome.Changed, 3), (report.Outcome, report.Steps.Count));
    }

    [Fact]
    public async Task ConnectAsync_UserWithSudo_WorksAsRootAndOneWithoutIsToldSo()
    {
        await using TestHost host = await room.InstallAsync();
        await host.SayAsync("""
            useradd -m -s /bin/sh allowed && useradd -m -s /bin/sh refused
            for u in allowed refused; do mkdir -p /home/$u/.ssh; cp /root/.ssh/authorized_keys /home/$u/.ssh/; chown -R $u /home/$u/.ssh; done
            """);
        await InstallSudoAsync(host);
        await host.SayAsync("printf 'allowed ALL=(ALL) NOPASSWD: ALL\\nrefused ALL=(ALL) ALL\\n' > /etc/sudoers.d/test");

        await using IHostChannel channel = await room.Connector.ConnectAsync(host.Connection with { User = "allowed" }, Token);
        Assert.Equal("0\n", (await channel.RunCommandAsync("id -u", null, Token)).Output);
        Assert.Equal("4", (await channel.RunCommandAsync("wc -c", "four", Token)).Output.Trim());
        Assert.Equal(HostStepOutcome.Changed, (await channel.RunProgramAsync(TestProgram.Of("f1", "true"), _ => { }, Token)).Outcome);
        Assert.Equal(HostStepOutcome.Changed, (await channel.RunProgramAsync(TestProgram.Of("f1", "test $(id -u) = 0", "! touch /etc/x") with { CheckOnly = true }, _ => { }, Token)).Outcome);
        using CancellationTokenSource cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);
        Task<CommandResult> cancelled = channel.RunCommandAsync("sleep 4321; true", null, cancel.Token);
        await host.AwaitAsync("pgrep -fx 'sleep 4321'");
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        await host.AwaitAsync("! pgrep -fx 'sleep 4321'");

        EdgeException asks = await Assert.ThrowsAsync<EdgeException>(() => room.Connector.ConnectAsync(host.Connection with { User = "refused" }, Token));
        Assert.Equal(("SudoNeedsPassword", ErrorKind.AccessDenied), (asks.Code, asks.Kind));
        Assert.Contains("password", asks.Message);
    }

    /// <summary>Waits until a run has reported a step, or has ended.</summary>
    private static async Task SeenAsync(ConcurrentQueue<HostStepReport> seen, int index, Task running)
    {
        while (!seen.Any(step => step.Index == index) && !running.IsCompleted)
            await Task.Delay(50, Token);
    }

    private static async Task InstallSudoAsync(TestHost host)
    {
        CommandResult installed = await host.Channel.RunCommandAsync("command -v sudo || apt-get install -y sudo", null, Token);
        Assert.True(installed.ExitStatus == 0, "sudo cannot be installed on the machine: " + installed);
    }
}
