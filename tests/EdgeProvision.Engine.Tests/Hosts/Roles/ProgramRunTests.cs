using EdgeProvision.Engine.Hosts.Programs;

namespace EdgeProvision.Engine.Tests.Hosts.Roles;

[System.Runtime.Versioning.SupportedOSPlatform("linux")]
public sealed class ProgramRunTests : IDisposable
{
    private readonly Workshop _workshop = new();

    private string Folder => _workshop.Folder;

    public void Dispose() => _workshop.Dispose();

    [Fact]
    public void Run_FileThatExists_KeepsOwnerAndModeAndLinkAndLeavesNoDebris()
    {
        var file = Path.Combine(Folder, "conf");
        File.WriteAllText(file, "old\n");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.CreateSymbolicLink(Path.Combine(Folder, "link"), file);
        _workshop.WithRole($"steps:\n  - title: T\n    file: {{path: {Folder}/link, content: \"new\\n\"}}\n");
        var check = _workshop.Run(_workshop.Compile(Workshop.Request(), checkOnly: true));
        Assert.Contains("-old\n+new\n", Assert.Single(check.Steps).Detail);
        Assert.Equal(HostStepOutcome.Changed, check.Steps[0].Outcome);
        Assert.Equal("old\n", File.ReadAllText(file));
        var run = _workshop.Run(_workshop.Compile(Workshop.Request()));
        Assert.Equal((HostStepOutcome.Changed, ""), (run.Steps[0].Outcome, run.Steps[0].Detail));
        Assert.Contains("-old\n+new\n", run.Output);
        Assert.Equal("new\n", File.ReadAllText(file));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        Assert.NotNull(new FileInfo(Path.Combine(Folder, "link")).LinkTarget);
        Assert.Empty(Directory.EnumerateFiles(Folder, ".edgeprovision*"));
    }

    [Fact]
    public void Run_CheckOfAFileFails_FileStaysAndProgramStops()
    {
        var file = Path.Combine(Folder, "conf");
        File.WriteAllText(file, "good\n");
        _workshop.WithRole($$$"""
            steps:
              - title: One
                file: {path: {{{file}}}, content: "bad\n", check: 'grep -q good "$file"'}
              - title: Two
                file: {path: {{{Folder}}}/two, content: x}
            """);
        var program = _workshop.Compile(Workshop.Request());
        var (status, steps, _) = _workshop.Run(program);
        Assert.Equal(1, status);
        Assert.Equal(HostStepOutcome.Failed, Assert.Single(steps).Outcome);
        Assert.Contains("did not pass the check", steps[0].Detail);
        Assert.Equal("good\n", File.ReadAllText(file));
        Assert.False(File.Exists(Path.Combine(Folder, "two")));
    }

    [Theory]
    [InlineData("a\n#Port 22\nb\nPort 23\n", "a\nPort 2222\nb\nPort 23\n")]
    [InlineData("a\n", "a\nPort 2222\n")]
    [InlineData("Port 2222\n", "Port 2222\n")]
    [InlineData("", "Port 2222\n")]
    [InlineData("no newline", "no newline\nPort 2222\n")]
    public void Run_Line_IsReplacedOrAppendedOnce(string before, string after)
    {
        var file = Path.Combine(Folder, "conf");
        File.WriteAllText(file, before);
        _workshop.WithRole($"steps:\n  - title: T\n    line: {{path: {file}, match: '^[[:space:]]*#?[[:space:]]*Port ', line: Port 2222}}\n");
        var program = _workshop.Compile(Workshop.Request());
        Assert.Equal(before == after ? HostStepOutcome.Ok : HostStepOutcome.Changed, _workshop.Run(program).Steps[0].Outcome);
        Assert.Equal(after, File.ReadAllText(file));
        Assert.Equal(HostStepOutcome.Ok, _workshop.Run(program).Steps[0].Outcome);
    }

    [Fact]
    public void Run_LineAbsentAndLineAtTop_DoWhatTheySay()
    {
        var file = Path.Combine(Folder, "conf");
        File.WriteAllText(file, "x 1\ny\nx 2\n");
        _workshop.WithRole($$$"""
            steps:
              - {title: Gone, line: {path: {{{file}}}, match: '^x ', state: absent}}
              - {title: First, line: {path: {{{file}}}, line: first, at_top: true}}
            """);
        var run = _workshop.Run(_workshop.Compile(Workshop.Request()));
        Assert.True(run.Status == 0, run.Output);
        Assert.Equal("first\ny\n", File.ReadAllText(file));
    }

    [Fact]
    public void Run_StepThatWaitsForAChange_RunsOnlyThenAndIsOwedAfterAFailure()
    {
        _workshop.WithRole($$$"""
            variables:
              text: {description: d, default: one}
              broken: {description: d, type: boolean, default: false}
            steps:
              - {title: Conf, name: conf, file: {path: {{{Folder}}}/conf, content: "{{ text }}"}}
              - title: Obstacle
                when: broken
                command: {effect: check, run: 'echo in the way; exit 3'}
              - title: Restart
                if_changed: [conf]
                command: {effect: other, unless: 'false', run: 'echo x >> {{{Folder}}}/restarts'}
            """);
        Assert.Equal([HostStepOutcome.Changed, HostStepOutcome.Changed], Outcomes(("text", "one")));
        Assert.Equal([HostStepOutcome.Ok, HostStepOutcome.Skipped], Outcomes(("text", "one")));
        var failing = _workshop.Run(_workshop.Compile(Workshop.Request(("text", "two"), ("broken", true))));
        Assert.Equal(HostStepOutcome.Failed, failing.Steps[^1].Outcome);
        Assert.Equal("in the way\n", failing.Steps[^1].Detail);
        Assert.Equal([HostStepOutcome.Ok, HostStepOutcome.Changed], Outcomes(("text", "two")));
        Assert.Equal([HostStepOutcome.Ok, HostStepOutcome.Skipped], Outcomes(("text", "two")));
        Assert.Equal("x\nx\n", File.ReadAllText(Path.Combine(Folder, "restarts")));
    }

    [Fact]
    public void Run_OutputThatLooksLikeAReport_IsNotTakenForOne()
    {
        _workshop.WithRole("steps:\n  - title: T\n    command: {effect: check, run: \"printf '@step\\\\t0\\\\tfailed\\\\t0\\\\t-\\\\n'\"}\n");
        var (status, steps, output) = _workshop.Run(_workshop.Compile(Workshop.Request()));
        Assert.Equal(0, status);
        Assert.Equal(HostStepOutcome.Ok, Assert.Single(steps).Outcome);
        Assert.Contains(" @step\t0\tfailed", output);
    }

    [Fact]
    public void Run_StepLeavesSomethingRunning_DoesNotWaitForIt()
    {
        _workshop.WithRole("steps:\n  - title: T\n    command: {effect: check, run: 'sleep 300 & echo $!'}\n");
        var started = System.Diagnostics.Stopwatch.StartNew();
        var program = _workshop.Compile(Workshop.Request());
        // The daemon holds the standard output of the whole program too, unless that is a file: as on a real host.
        var (status, _, _) = _workshop.Run(program, "sh", "-c", "exec \"$@\" > \"$0\" 2>&1", Path.Combine(Folder, "log"));
        Assert.Equal(0, status);
        Assert.True(started.Elapsed < TimeSpan.FromSeconds(100), started.Elapsed.ToString());
        var log = File.ReadAllText(Path.Combine(Folder, "log"));
        Assert.Contains("@step\t0\tok", log);
        System.Diagnostics.Process.GetProcessById(int.Parse(log.Split('\n').First(l => l.Length > 0 && l.All(char.IsAsciiDigit)))).Kill();
    }

    [Fact]
    public void Run_ProgramThatArrivedInPart_DoesNothing()
    {
        _workshop.WithRole($"steps:\n  - title: T\n    file: {{path: {Folder}/x, content: y}}\n");
        var program = _workshop.Compile(Workshop.Request());
        foreach (var share in new[] { 0.3, 0.9, 0.99, 0.999 })
            _workshop.Run(program with { ShellText = program.ShellText[..(int)(program.ShellText.Length * share)] });
        _workshop.Run(program with { ShellText = program.ShellText[..^"edgeprovision_program\n".Length] });
        Assert.False(File.Exists(Path.Combine(Folder, "x")));
        _workshop.Run(program);
        Assert.True(File.Exists(Path.Combine(Folder, "x")));
    }

    [Fact]
    public void Run_SysctlInANetworkNamespace_HoldsNowAndAtBoot()
    {
        Assert.True(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "needs root on Linux");
        _workshop.WithRole("steps:\n  - title: T\n    sysctl: {key: net.ipv4.ip_forward, value: 1}\n");
        Directory.CreateDirectory(Path.Combine(Folder, "sysctl.d"));
        var script = $"mount --bind {Folder}/sysctl.d /etc/sysctl.d && mount -t proc proc /proc && echo 0 > /proc/sys/net/ipv4/ip_forward && dash {Folder}/program.sh && dash {Folder}/program.sh && cat /proc/sys/net/ipv4/ip_forward";
        var program = _workshop.Compile(Workshop.Request());
        var (status, steps, output) = _workshop.Run(program, "unshare", "-m", "-n", "-p", "-f", "sh", "-c", script);
        Assert.True(status == 0, output);
        Assert.Equal([HostStepOutcome.Changed, HostStepOutcome.Ok], steps.Select(s => s.Outcome));
        Assert.EndsWith("1\n", output);
        Assert.Equal("net.ipv4.ip_forward = 1\n", File.ReadAllText(Path.Combine(Folder, "sysctl.d", "99-zz-edgeprovision-net.ipv4.ip_forward.conf")));
    }

    [Fact]
    public void Run_AuthorizedKeys_AddsWhatIsMissingKeepsTheRest()
    {
        var file = Path.Combine(Folder, "keys");
        File.WriteAllText(file, "from=\"10.0.0.1\" ssh-ed25519 AAAAold me@here");
        _workshop.WithRole($$$"""
            steps:
              - title: T
                authorized_keys:
                  path: {{{file}}}
                  owner: "0"
                  group: "0"
                  keys: [ssh-ed25519 AAAAold other comment, ssh-rsa AAAAnew x]
            """);
        var program = _workshop.Compile(Workshop.Request());
        Assert.Equal(0, _workshop.Run(program).Status);
        Assert.Equal("from=\"10.0.0.1\" ssh-ed25519 AAAAold me@here\nssh-rsa AAAAnew x\n", File.ReadAllText(file));
        Assert.Equal(HostStepOutcome.Ok, _workshop.Run(program).Steps[0].Outcome);
    }

    [Fact]
    public void Run_AuthorizedKeyThatIsCommentedOut_IsAdded()
    {
        var file = Path.Combine(Folder, "keys");
        File.WriteAllText(file, "#ssh-ed25519 AAAAkey me@here\nssh-ed25519 AAAAkeyOther you@there\n");
        _workshop.WithRole($"steps:\n  - title: T\n    authorized_keys: {{path: {file}, owner: \"0\", group: \"0\", keys: [ssh-ed25519 AAAAkey me]}}\n");
        var program = _workshop.Compile(Workshop.Request());
        Assert.Equal([HostStepOutcome.Changed, HostStepOutcome.Ok], [_workshop.Run(program).Steps[0].Outcome, _workshop.Run(program).Steps[0].Outcome]);
        Assert.EndsWith("ssh-ed25519 AAAAkey me\n", File.ReadAllText(file));
    }

    [Theory]
    [InlineData("")]
    [InlineData("old\n")]
    public void Run_FileForItsOwnerOnly_IsNeverReadableByOthersNotEvenInTheMaking(string before)
    {
        var file = Path.Combine(Folder, "token");
        if (before.Length > 0)
            File.WriteAllText(file, before);
        _workshop.WithRole($"steps:\n  - title: T\n    file: {{path: {file}, content: \"new\\n\", mode: \"0600\", secret: true}}\n");
        // Whoever looks while the content is being written sees this.
        _workshop.WithTool("cat", $"mode=$(stat -L -c %a /proc/$$/fd/1)\ncase $(readlink /proc/$$/fd/1) in *.edgeprovision.*) echo $mode >> {Folder}/seen ;; esac\nexec {Folder}/tools/real-cat \"$@\"\n");
        var run = _workshop.RunWithTools(_workshop.Compile(Workshop.Request()));
        Assert.True(run.Status == 0, run.Output);
        Assert.Equal("600\n", File.ReadAllText(Path.Combine(Folder, "seen")));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        Assert.Equal("new\n", File.ReadAllText(file));
    }

    [Fact]
    public void Run_FileReplacedThatHasNoModeOfItsOwn_LooksChangedToWhoeverGoesByItsTime()
    {
        var file = Path.Combine(Folder, "conf");
        File.WriteAllText(file, "old\n");
        File.SetLastWriteTimeUtc(file, new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        _workshop.WithRole($"steps:\n  - title: T\n    file: {{path: {file}, content: \"new\\n\"}}\n");
        Assert.Equal(HostStepOutcome.Changed, _workshop.Run(_workshop.Compile(Workshop.Request())).Steps[0].Outcome);
        Assert.True(File.GetLastWriteTimeUtc(file).Year > 2020);
    }

    [Theory]
    [InlineData("0000")]
    [InlineData("0040")]
    [InlineData("1777")]
    [InlineData("640")]
    public void Run_AnyMode_IsChangedOnce(string mode)
    {
        _workshop.WithRole($"steps:\n  - title: T\n    file: {{path: {Folder}/f, content: x, mode: \"{mode}\"}}\n  - title: D\n    directory: {{path: {Folder}/d, mode: \"{mode}\"}}\n");
        var program = _workshop.Compile(Workshop.Request());
        Assert.All(_workshop.Run(program).Steps, s => Assert.Equal(HostStepOutcome.Changed, s.Outcome));
        Assert.All(_workshop.Run(program).Steps, s => Assert.Equal(HostStepOutcome.Ok, s.Outcome));
    }

    [Fact]
    public void Run_WallClockSetBackMeanwhile_TimesStayTimes()
    {
        _workshop.WithRole("steps:\n  - title: T\n    command: {effect: check, run: 'sleep 0.1'}\n");
        _workshop.WithTool("date", $"n=$(cat {Folder}/now 2>/dev/null || echo 9000000)\necho $((n - 60000)) > {Folder}/now\necho $n\n");
        var run = _workshop.RunWithTools(_workshop.Compile(Workshop.Request()));
        Assert.True(run.Status == 0, run.Output);
        Assert.InRange(run.Steps[0].Duration, TimeSpan.FromMilliseconds(90), TimeSpan.FromSeconds(50));
    }

    [Fact]
    public void Run_DownloadFromAnAddressWithAPassword_ItsRecordIsForRootAlone()
    {
        File.WriteAllText(Path.Combine(Folder, "source"), "x");
        _workshop.WithRole($"steps:\n  - title: T\n    download: {{source: {Folder}/source, path: {Folder}/target}}\n");
        Assert.Equal(0, _workshop.Run(_workshop.Compile(Workshop.Request())).Status);
        var record = Assert.Single(Directory.EnumerateFiles(Path.Combine(Folder, "state", "downloads")));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(record));
    }

    [Fact]
    public void Run_ModuleThatCannotBeLoaded_WhatWasWrittenForTheNextBootIsStillReported()
    {
        Assert.True(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "needs root on Linux");
        _workshop.WithRole("steps:\n  - title: T\n    kernel_module: {module: no-such-module, at_boot: true}\n");
        Directory.CreateDirectory(Path.Combine(Folder, "modules-load.d"));
        string[] apart = ["unshare", "-m", "sh", "-c", $"mkdir -p /etc/modules-load.d && mount --bind {Folder}/modules-load.d /etc/modules-load.d && exec \"$@\"", "sh"];
        var program = _workshop.Compile(Workshop.Request());
        Assert.Equal([HostStepOutcome.Changed, HostStepOutcome.Ok], [_workshop.Run(program, apart).Steps[0].Outcome, _workshop.Run(program, apart).Steps[0].Outcome]);
    }

    [Theory]
    [InlineData("both", "both", "")]
    [InlineData("one=1.0", "one", "")]
    [InlineData("one=2.0", "one", "one=2.0")]
    [InlineData("only-provided", "provider", "")]
    [InlineData("real-and-provided", "provider", "real-and-provided")]
    public void Run_Package_IsInstalledOnlyWhereItIsNotThere(string wanted, string there, string installs)
    {
        _workshop.WithRole($"steps:\n  - title: T\n    package: {{names: ['{wanted}']}}\n");
        var answer = there switch
        {
            "both" => "installed 1.0\\ninstalled 1.0",
            "one" => "installed 1.0",
            _ => "",
        };
        _workshop.WithTool("dpkg-query", $$"""
            case "$*" in
              *Provides*) printf 'installed ,other, only-provided (= 1), real-and-provided,\n' ;;
              *) printf '{{answer}}\n' ;;
            esac

            """);
        _workshop.WithTool("apt-cache", "case \"$*\" in *real-and-provided*) echo '  Candidate: 3.0' ;; *) echo '  Candidate: (none)' ;; esac\n");
        _workshop.WithTool("apt-get", $"echo \"$*\" | sed -n 's/.* install //p' >> {Folder}/installed\n");
        var run = _workshop.RunWithTools(_workshop.Compile(Workshop.Request()));
        Assert.True(run.Status == 0, run.Output);
        Assert.Equal(installs.Length > 0 ? HostStepOutcome.Changed : HostStepOutcome.Ok, run.Steps[0].Outcome);
        Assert.Equal(installs, File.Exists(Path.Combine(Folder, "installed")) ? File.ReadAllText(Path.Combine(Folder, "installed")).Trim() : "");
    }

    private IEnumerable<HostStepOutcome> Outcomes(params (string Name, object? Value)[] variables)
    {
        var run = _workshop.Run(_workshop.Compile(Workshop.Request(variables)));
        Assert.True(run.Status == 0, run.Output);
        return run.Steps.Select(s => s.Outcome);
    }
}
