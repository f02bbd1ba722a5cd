using EdgeProvision.Engine.Operations;
using EdgeProvision.Engine.Requests;
using EdgeProvision.Model;

namespace EdgeProvision.Cli.Tests.Commands;

public sealed class OperationCommandTests
{
    private static readonly EdgeException s_noStock = new("NoStock", ErrorKind.LimitReached, "There are no machines of this plan left.") { RecommendedAction = "Take another plan." };

    private static StepFailure Failure(int? hostId = 4) => new($"host/node{hostId}/rent", $"node{hostId}", hostId, s_noStock);

    [Theory]
    [InlineData(OperationOutcome.Succeeded, "")]
    [InlineData(OperationOutcome.Unchanged, "Provision edge: everything is as it should be, nothing was changed.\n")]
    public async Task Create_Done_PrintsTheIdAloneToItsOutput(OperationOutcome outcome, string told)
    {
        using var bench = Bench((_, _, _, _) => Task.FromResult(ScriptedEngine.Result(outcome, ScriptedEngine.Provision("edge"))));
        Assert.Equal(0, await bench.RunAsync("create edge.yaml"));
        Assert.Equal("ID: edge-id\n", bench.Output);
        Assert.Equal(told, bench.Error);
    }

    [Fact]
    public async Task Create_AllOptions_ReachTheEngine()
    {
        using var bench = Bench((_, _, _, _) => Task.FromResult(ScriptedEngine.Result(OperationOutcome.Succeeded, null)));
        Assert.Equal(0, await bench.RunAsync("-b create -t 5 --ping-timeout 3 --fail-retry 2 --ping-retries=4 edge.yaml --fail-skip --cleanup --cleanup-timeout 30"));
        var request = Assert.IsType<CreateRequest>(Assert.Single(bench.Engine.Requests));
        Assert.Equal(new CreateRequest("edge.yaml")
        {
            OnFailure = FailureMode.Skip,
            RetryCount = 2,
            ThrottleLimit = 5,
            SshTimeout = TimeSpan.FromSeconds(12),
            RemoveContents = true,
            Overrides = request.Overrides,
        }, request);
        Assert.Equal(TimeSpan.FromSeconds(30), bench.Options!.Timings.ContentsGone);
    }

    [Fact]
    public async Task Create_NoOptions_LeavesTheEnginesDefaults()
    {
        using var bench = Bench((_, _, _, _) => Task.FromResult(ScriptedEngine.Result(OperationOutcome.Succeeded, null)));
        await bench.RunAsync("create edge.yaml");
        var request = Assert.IsType<CreateRequest>(Assert.Single(bench.Engine.Requests));
        Assert.Equal((null, new CreateRequest("x").SshTimeout, FailureMode.Quit), (request.ThrottleLimit, request.SshTimeout, request.OnFailure));
    }

    [Fact]
    public async Task Create_HostFails_Is255WithTheErrorAndHowToContinue()
    {
        using var bench = Bench(async (_, observer, questions, token) =>
        {
            Assert.Null(await questions.OnFailuresAsync([Failure()], token));
            observer.OnEvent(new OperationEvent.Message(MessageLevel.Warning, "Continue with: oneprovision create edge.yaml"));
            return ScriptedEngine.Result(OperationOutcome.Failed, ScriptedEngine.Provision("edge"), Failure());
        });
        Assert.Equal(255, await bench.RunAsync("create edge.yaml"));
        Assert.Equal("", bench.Output);
        Assert.Contains("ERROR: HOST 4: node4: failed\nThere are no machines of this plan left.\nTake another plan.\n", bench.Error, StringComparison.Ordinal);
        Assert.EndsWith("WARNING: Continue with: oneprovision create edge.yaml\n", bench.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_HostFailsWithSkip_WarnsAndSucceeds()
    {
        using var bench = Bench(async (_, _, questions, token) =>
        {
            await questions.OnFailuresAsync([Failure()], token);
            return ScriptedEngine.Result(OperationOutcome.Succeeded, ScriptedEngine.Provision("edge"), Failure());
        });
        Assert.Equal(0, await bench.RunAsync("create --fail-skip edge.yaml"));
        Assert.Equal("ID: edge-id\n", bench.Output);
        Assert.StartsWith("WARNING: HOST 4", bench.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("ERROR", bench.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("retry\n", "create f", FailureAnswer.Retry)]
    [InlineData("4\n", "create f", FailureAnswer.Cleanup)]
    [InlineData("\n", "create f --fail-skip", FailureAnswer.Skip)]
    [InlineData("", "create f --fail-skip", null)]
    [InlineData("retry\n", "create f --batch", null)]
    public async Task Create_HostFailsOnATerminal_AsksUnlessBatch(string typed, string line, FailureAnswer? expected)
    {
        FailureAnswer? answer = null;
        using var bench = Bench(async (_, _, questions, token) =>
        {
            answer = await questions.OnFailuresAsync([Failure()], token);
            return ScriptedEngine.Result(OperationOutcome.Succeeded, null);
        }, typed);
        await bench.RunAsync(line);
        Assert.Equal(expected, answer);
    }

    [Fact]
    public async Task Create_Verbose_LogsThePhases()
    {
        using var bench = Bench((_, observer, _, _) =>
        {
            observer.OnEvent(new OperationEvent.Phase("Creating provision objects"));
            observer.OnEvent(new OperationEvent.Started("op", new Plan("create", "edge", null, [new PlanStep("a", "RentDevice", "n", "Rent n", PlanEffect.Rent, []) { HostKey = "n" }], [])));
            observer.OnEvent(new OperationEvent.Message(MessageLevel.Verbose, "a decision"));
            return Task.FromResult(ScriptedEngine.Result(OperationOutcome.Succeeded, null));
        });
        await bench.RunAsync("create -d f");
        Assert.Equal(
            "2020-02-02 10:20:30 INFO  : Creating provision objects\n2020-02-02 10:20:30 WARN  : Machines are rented and configured now: that may take tens of minutes.\n",
            bench.Error);
    }

    [Fact]
    public async Task Create_Interrupted_Is255()
    {
        using var stop = new CancellationTokenSource();
        using var bench = Bench(async (_, _, _, token) =>
        {
            await stop.CancelAsync();
            token.ThrowIfCancellationRequested();
            throw new InvalidOperationException("not reached");
        });
        Assert.Equal(255, await bench.RunAsync("create f", stop.Token));
        Assert.Equal("ERROR: Command interrupted\n", bench.Error);
    }

    [Theory]
    [InlineData("create f", false)]
    [InlineData("create -D f", true)]
    public async Task Create_WhatNobodyForesaw_Is255WithAStackTraceOnlyWhenAsked(string line, bool hasTrace)
    {
        using var bench = Bench((_, _, _, _) => throw new InvalidOperationException("odd"));
        Assert.Equal(255, await bench.RunAsync(line));
        Assert.StartsWith("ERROR: Unexpected failure: ", bench.Error, StringComparison.Ordinal);
        Assert.Contains("odd", bench.Error, StringComparison.Ordinal);
        Assert.Equal(hasTrace, bench.Error.Contains("   at ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Create_StoppedAtASafePoint_Is255WithTheEnginesAdvice()
    {
        using var bench = Bench((_, observer, _, _) =>
        {
            observer.OnEvent(new OperationEvent.Message(MessageLevel.Warning, "Stopped. Continue with: oneprovision create f"));
            return Task.FromResult(ScriptedEngine.Result(OperationOutcome.Stopped, ScriptedEngine.Provision("edge")));
        });
        Assert.Equal(255, await bench.RunAsync("create f"));
        Assert.Equal("WARNING: Stopped. Continue with: oneprovision create f\n", bench.Error);
        Assert.Equal("", bench.Output);
    }

    [Fact]
    public async Task Create_DryRun_PrintsThePlanAndRunsNothing()
    {
        using var bench = Bench((_, _, _, _) => throw new InvalidOperationException("it was run"));
        Assert.Equal(0, await bench.RunAsync("create --dry-run f"));
        Assert.Contains("rent     Rent node1", bench.Output, StringComparison.Ordinal);
        Assert.Contains("NOTE  a note", bench.Output, StringComparison.Ordinal);
        Assert.Contains("rents 1, releases 0. Nothing was changed.", bench.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("y\n", "delete edge", true, null)]
    [InlineData("n\n", "delete edge", false, null)]
    [InlineData("", "delete edge", false, "ERROR: Nobody has answered: the input has ended. --batch does it without a question.")]
    [InlineData("n\n", "delete edge --batch", true, null)]
    [InlineData(null, "delete edge", true, "WARNING: delete edge: nobody can be asked, since standard input is no terminal, so it is done without a question. --batch says that this is meant.")]
    [InlineData(null, "delete edge --batch", true, null)]
    [InlineData("n\n", "create f", true, null)]
    [InlineData(null, "create f", true, null)]
    public async Task Confirm_OnlyARemovalOnATerminal_IsAskedAndElsewhereSaysSo(string? typed, string line, bool expected, string? told)
    {
        bool? confirmed = null;
        using var bench = Bench(async (_, _, questions, token) =>
        {
            confirmed = await questions.ConfirmAsync(new Plan("delete", "edge", "id", [new PlanStep("a", "ReleaseDevice", "n", "Release n", PlanEffect.Release, [])], []), token);
            return ScriptedEngine.Result(OperationOutcome.Succeeded, null);
        }, typed);
        await bench.RunAsync(line);
        Assert.Equal(expected, confirmed);
        if (told is not null)
            Assert.Contains(told, bench.Error, StringComparison.Ordinal);
        else
            Assert.DoesNotContain("obody", bench.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("y\n", "import edge", true)]
    [InlineData("n\n", "import edge", false)]
    [InlineData("y\n", "import edge --batch", false)]
    [InlineData(null, "import edge", false)]
    public async Task Import_KeysOfHosts_AreShownToSomebodyOnATerminalOnly(string? typed, string line, bool expected)
    {
        bool? confirmed = null;
        using var bench = Bench(async (_, _, questions, token) =>
        {
            confirmed = await questions.ConfirmHostKeysAsync("edge", [new ShownHostKey(4, "node4", "147.75.0.4", "ssh-ed25519", "SHA256:abc")], token);
            return ScriptedEngine.Result(OperationOutcome.Succeeded, null);
        }, typed);
        await bench.RunAsync(line);
        Assert.Equal(expected, confirmed);
        Assert.Equal(expected || typed == "n\n", bench.Error.Contains("host 4 (node4) at 147.75.0.4: ssh-ed25519 SHA256:abc", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Import_FingerprintsAndDryRun_ReachTheEngine()
    {
        using var bench = Bench((_, _, _, _) => Task.FromResult(ScriptedEngine.Result(OperationOutcome.Succeeded, null)));
        Assert.Equal(0, await bench.RunAsync("import --accept-host-key SHA256:a --accept-host-key SHA256:b edge"));
        Assert.Equal(0, await bench.RunAsync("import edge --dry-run"));
        var requests = bench.Engine.Requests.Cast<ImportRequest>().ToList();
        Assert.Equal(["SHA256:a", "SHA256:b"], requests[0].AcceptedHostKeys);
        Assert.Equal(("edge", 0), (requests[1].Provision, requests[1].AcceptedHostKeys.Count));
        Assert.Contains("Nothing was changed.", bench.Output, StringComparison.Ordinal);
    }

    private static CommandBench Bench(Func<OperationRequest, IOperationObserver, IQuestions, CancellationToken, Task<OperationResult>> run, string? typed = null) =>
        new() { Engine = new ScriptedEngine { Run = run }, Typed = typed };
}
