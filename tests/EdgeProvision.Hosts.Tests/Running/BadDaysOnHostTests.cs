using EdgeProvision.Engine.Hosts;
using EdgeProvision.Engine.Hosts.Programs;
using EdgeProvision.Engine.Hosts.Running;
using EdgeProvision.Model;

namespace EdgeProvision.Hosts.Tests.Running;

/// <summary>The run protocol where the host's own state is not what it should be: cut off in the middle, cut short, without room.</summary>
public sealed class BadDaysOnHostTests(RunningRoom room) : IClassFixture<RunningRoom>
{
    private const string State = "/var/lib/edgeprovision";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Start_CutOffBeforeTheUnitWasMade_TheSameRequestAskedAgainStartsIt()
    {
        await using TestHost host = await room.InstallAsync();
        HostProgram program = TestProgram.Of("f1", "true");
        string id = Guid.NewGuid().ToString("N");
        // systemd-run is the next thing that start.sh calls once all is written down.
        await host.SayAsync("printf '#!/bin/sh\\n[ \"$1\" = --help ] || kill -KILL $PPID\\n' > /usr/local/bin/systemd-run; chmod 755 /usr/local/bin/systemd-run");
        Assert.Equal("", (await StartAsync(host, program, id)).Decision);
        await host.SayAsync("rm /usr/local/bin/systemd-run");
        Assert.Equal(new RunAnswer("attach", id, "", ""), await StartAsync(host, program, id));
        await host.AwaitAsync($"grep -q outcome=succeeded {State}/runs/{id}/record");
        Assert.Equal("f1", await host.SayAsync("cat /root/ran"));
        Assert.Equal(new RunAnswer("attach", id, "", ""), await StartAsync(host, program, id));
        Assert.Equal("f1", await host.SayAsync("cat /root/ran"));
    }

    [Theory]
    [InlineData(": > current")]
    [InlineData("rm current")]
    [InlineData("rm current; : > runs/*/record")]
    [InlineData("rm -rf runs current")]
    public async Task RunProgramAsync_StateCutShortWhileAnotherRuns_WaitsForItAllTheSame(string damage)
    {
        await using TestHost host = await room.InstallAsync();
        using CancellationTokenSource gone = new();
        Task first = host.RunAsync(TestProgram.Of("f1", "while [ ! -e /root/go ]; do sleep 0.1; done; echo end >> /root/ran"), token: gone.Token);
        await host.AwaitAsync("test -e /root/ran");
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        await host.SayAsync($"cd {State} && {damage}");
        Task<ProgramReport> second = host.RunAsync(TestProgram.Of("f2", "true"));
        Assert.Equal("f1", await host.SayAsync("sleep 1; cat /root/ran; touch /root/go"));
        Assert.Equal(HostStepOutcome.Changed, (await second).Outcome);
        Assert.Equal("f1\nend\nf2", await host.SayAsync("cat /root/ran"));
    }

    [Fact]
    public async Task Start_WallClockSetMeanwhile_TheTimeThatIsLeftStaysRight()
    {
        await using TestHost host = await room.InstallAsync();
        Task<ProgramReport> running = host.RunAsync(TestProgram.Of("f1", "while [ ! -e /root/go ]; do sleep 0.1; done"));
        await host.AwaitAsync("test -e /root/ran");
        // A clock that goes forward by years is a start that lies years back.
        await host.SayAsync($"sed -i 's/^started=.*/started=1000/' {State}/runs/*/record");
        RunAnswer answer = await StartAsync(host, TestProgram.Of("f2", "true"), Guid.NewGuid().ToString("N"));
        Assert.Equal("busy", answer.Decision);
        Assert.InRange(answer.ThirdAsSeconds(), TimeSpan.FromMinutes(4), TimeSpan.FromMinutes(5));
        await host.SayAsync("touch /root/go");
        await running;
    }

    [Fact]
    public async Task RunProgramAsync_EarlierRunWasKilled_ItsSecretsGoWithTheNextStart()
    {
        await using TestHost host = await room.InstallAsync();
        Task<ProgramReport> running = host.RunAsync(TestProgram.Of("f1", "test $(wc -l < /root/ran) -gt 1 || { echo hunter2 > $(mktemp -d $EP_WORK/edgeprovision.XXXXXX)/new; sleep 300; }"));
        await host.AwaitAsync($"grep -rqx hunter2 {State}");
        await host.SayAsync("systemctl kill -s KILL edgeprovision-configure");
        Assert.Equal(HostStepOutcome.Failed, (await running).Outcome);
        await host.RunAsync(TestProgram.Of("f2", "true"));
        Assert.Equal("", await host.SayAsync($"find {State}/runs -name program -o -name work -o -name new; grep -rl hunter2 {State} || true"));
    }

    [Fact]
    public async Task RunProgramAsync_CompiledProgramKilledInTheMiddle_LeavesNothingInTheSharedTemporaryFolder()
    {
        await using TestHost host = await room.InstallAsync();
        string text = Engine.Hosts.Programs.Shell.ProgramCompiler.Compile(
            [new Engine.Hosts.Programs.Steps.CommandStep("r", "t", "echo begun > /root/ran; sleep 300", "test $(wc -l < /root/ran) -gt 1", null, new Dictionary<string, string>(), Engine.Hosts.Programs.Steps.CommandEffect.Other)],
            "debian", false);
        Task<ProgramReport> running = host.RunAsync(TestProgram.Of("f1", "true") with { ShellText = text });
        await host.AwaitAsync("test -e /root/ran");
        Assert.Equal("", await host.SayAsync("ls /tmp | grep edgeprovision || true"));
        await host.SayAsync("systemctl kill -s KILL edgeprovision-configure");
        Assert.Equal(HostStepOutcome.Failed, (await running).Outcome);
    }

    [Fact]
    public async Task RunProgramAsync_DiskFullMeanwhile_FailsSayingSoAndRunsOnceThereIsRoom()
    {
        await using TestHost host = await room.InstallAsync();
        await host.SayAsync($"mkdir -p {State} && mount -t tmpfs -o size=600k none {State}");
        HostProgram program = TestProgram.Of("f1", "true", "test -e /root/room || { head -c 2000000 /dev/zero | tr '\\0' x; echo; false; }");
        ProgramReport report = await host.RunAsync(program);
        Assert.Equal(HostStepOutcome.Failed, report.Outcome);
        Assert.Contains("no space left", report.Steps[^1].Detail, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(1, report.Steps[^1].Index);
        await host.SayAsync($"rm -f {State}/runs/*/log; touch /root/room");
        Assert.Equal(HostStepOutcome.Changed, (await host.RunAsync(program)).Outcome);
    }

    [Fact]
    public async Task RunProgramAsync_DiskFullBefore_SaysSoAndLeavesNoHalfRun()
    {
        await using TestHost host = await room.InstallAsync();
        await host.SayAsync($"mkdir -p {State} && mount -t tmpfs -o size=100k none {State}");
        await host.SayAsync($"mkdir {State}/runs; dd if=/dev/zero of={State}/filler bs=1k 2>/dev/null; true");
        EdgeException error = await Assert.ThrowsAsync<EdgeException>(() => host.RunAsync(TestProgram.Of("f1", "true")));
        Assert.Equal(("HostStateUnwritable", State), (error.Code, error.Message.Split(' ').First(w => w.StartsWith("/var", StringComparison.Ordinal))));
        Assert.Equal("", await host.SayAsync($"ls {State}/runs"));
        Assert.Equal(1, (await host.Channel.RunCommandAsync("test -e /root/ran", null, Token)).ExitStatus);
        await host.SayAsync($"rm {State}/filler");
        Assert.Equal(HostStepOutcome.Changed, (await host.RunAsync(TestProgram.Of("f1", "true"))).Outcome);
    }

    [Fact]
    public async Task RunProgramAsync_ReadOnlyFileSystem_SaysSo()
    {
        await using TestHost host = await room.InstallAsync();
        await host.SayAsync($"mkdir -p {State}/runs && mount -t tmpfs -o ro none {State}");
        EdgeException error = await Assert.ThrowsAsync<EdgeException>(() => host.RunAsync(TestProgram.Of("f1", "true")));
        Assert.Equal(("HostStateUnwritable", ErrorKind.Refused), (error.Code, error.Kind));
    }

    private static async Task<RunAnswer> StartAsync(TestHost host, HostProgram program, string id)
    {
        CommandResult result = await host.Channel.RunCommandAsync(RunScripts.Start(program, id, new RunSettings { TimeLimit = TimeSpan.FromMinutes(5) }), program.ShellText, Token);
        return RunAnswer.Parse(result.Output);
    }
}
