using EdgeProvision.Engine.Execution;
using EdgeProvision.Engine.Operations;
using EdgeProvision.Engine.Planning;
using EdgeProvision.Engine.Requests;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Tests.Execution;

public sealed class PlanRunnerTests
{
    private readonly ScriptedHandler _handler = new(StepKind.ConfigureHost);
    private readonly ScriptedHandler _offline = new(StepKind.OfflineHost);
    private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

    private static PlannedStep Step(string id, string? host = null, params string[] after) => Step(StepKind.ConfigureHost, id, host, after);

    private static PlannedStep Step(StepKind kind, string id, string? host, params string[] after) =>
        new(new PlanStep(id, kind.ToString(), id, $"do {id}", PlanEffect.Change, after) { HostKey = host }, kind);

    private Timeline? _timeline;

    private async Task<Dictionary<string, StepResult>> Run(World world, params PlannedStep[] steps)
    {
        _timeline = new Timeline(world.Time);
        var runner = new PlanRunner(new Dictionary<StepKind, IStepHandler> { [StepKind.ConfigureHost] = _handler, [StepKind.OfflineHost] = _offline }, world.Time);
        var results = await runner.RunAsync(new OperationPlan("create", "edge", null, steps, []), world.Scope, _timeline, _stop.Token)
            .WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        return results.ToDictionary(r => r.Step.Id);
    }

    private static EdgeException Error(string code = "Broken") => new(code, ErrorKind.Refused, "It broke.");

    [Fact]
    public async Task Run_OfDependentSteps_KeepsTheirOrder()
    {
        await Run(new World(), Step("a"), Step("b", null, "a"), Step("c", null, "b"));

        Assert.Equal(["+a", "-a", "+b", "-b", "+c", "-c"], _handler.Log);
    }

    [Fact]
    public async Task Run_OfIndependentSteps_WaitsForNobody()
    {
        var both = new TaskCompletionSource();
        var begun = 0;
        _handler.Do = async _ =>
        {
            if (Interlocked.Increment(ref begun) == 2)
                both.SetResult();
            await both.Task;
            return StepOutcome.Done;
        };

        var results = await Run(new World(), Step("a"), Step("b"));

        Assert.All(results.Values, r => Assert.Equal(StepOutcome.Done, r.Outcome));
    }

    [Fact]
    public async Task Run_WhenAStepFails_TakesDownOnlyWhatRestsOnIt()
    {
        _handler.Do = c => c.Step.Id == "a" ? throw Error() : Task.FromResult(StepOutcome.Done);

        var results = await Run(new World(), Step("a"), Step("a2", null, "a"), Step("a3", null, "a2"), Step("b"), Step("b2", null, "b"));

        Assert.Equal(
            [StepOutcome.Failed, StepOutcome.NotRun, StepOutcome.NotRun, StepOutcome.Done, StepOutcome.Done],
            new[] { "a", "a2", "a3", "b", "b2" }.Select(id => results[id].Outcome));
        Assert.Equal("Broken", results["a"].Error!.Code);
    }

    [Fact]
    public async Task Run_OfSteps_WritesDownWhatEachWaitedFor()
    {
        await Run(new World(), Step("a"), Step("b", null, "a"), Step("c", null, "b") with { WaitsFor = ["a", "b"] });

        Assert.Equal([[], ["a"], ["b", "a"]], _timeline!.Steps.OrderBy(s => s.Id).Select(s => s.DependsOn));
    }

    [Fact]
    public async Task Run_OfAStepThatWaitsFor_RunsAlsoWhenTheOtherFailed()
    {
        _handler.Do = c => c.Step.Id == "a" ? throw Error() : Task.FromResult(StepOutcome.Done);

        var results = await Run(new World(), Step("a"), Step("b") with { WaitsFor = ["a"] });

        Assert.Equal(StepOutcome.Done, results["b"].Outcome);
        Assert.Equal(["+a", "-a", "+b", "-b"], _handler.Log);
    }

    [Fact]
    public async Task Run_OfAStepThatFollows_BeginsWhenTheOtherHasAllocatedAndNotAtItsEnd()
    {
        var world = new World();
        var second = new TaskCompletionSource();
        var began = false;
        _handler.Do = async c =>
        {
            if (c.Step.Id == "b")
            {
                second.SetResult();
                return StepOutcome.Done;
            }

            await Task.Delay(20, TestContext.Current.CancellationToken);
            began = second.Task.IsCompleted;
            world.Scope.Boards.Turns.Pass("a");
            await second.Task;
            return StepOutcome.Done;
        };

        await Run(world, Step("a"), Step("b") with { Follows = "a" });

        Assert.False(began);
        Assert.Equal(["+a", "+b"], _handler.Log.Take(2));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task Run_OfAStepThatFollowsOneThatFails_RunsAfterItsFirstAttempt(int retries)
    {
        _handler.Do = c => c.Step.Id == "a" ? throw Error() : Task.FromResult(StepOutcome.Done);

        var results = await Run(new World(new CreateRequest("d") { RetryCount = retries }), Step("a"), Step("b") with { Follows = "a" }, Step("c") with { Follows = "nothing" });

        Assert.Equal([StepOutcome.Done, StepOutcome.Done], new[] { "b", "c" }.Select(id => results[id].Outcome));
    }

    [Fact]
    public async Task Run_OfStepsThatFollowWithALimitOfOneHost_ComesToItsEnd()
    {
        _handler.Do = async c =>
        {
            await Task.Yield();
            return StepOutcome.Done;
        };

        var results = await Run(
            new World(new CreateRequest("d") { ThrottleLimit = 1 }),
            Step("a", "a"), Step("a2", "a", "a"), Step("b", "b") with { Follows = "a" }, Step("b2", "b", "b"), Step("c", "c") with { Follows = "b" }, Step("c2", "c", "c"));

        Assert.All(results.Values, r => Assert.Equal(StepOutcome.Done, r.Outcome));
    }

    [Fact]
    public async Task Run_WithRetries_TriesSoOftenAndNotOnceMore()
    {
        _handler.Do = _ => throw Error();

        var results = await Run(new World(new CreateRequest("d") { RetryCount = 2 }), Step("a"));

        Assert.Equal(StepOutcome.Failed, results["a"].Outcome);
        Assert.Equal(3, _handler.Log.Count(l => l == "+a"));
    }

    [Fact]
    public async Task Run_WithRetriesThatHelp_Succeeds()
    {
        var attempts = 0;
        _handler.Do = _ => ++attempts < 3 ? throw Error() : Task.FromResult(StepOutcome.Done);
        var world = new World(new CreateRequest("d") { RetryCount = 2 });

        var results = await Run(world, Step("a"), Step("b", null, "a"));

        Assert.Equal(StepOutcome.Done, results["b"].Outcome);
        Assert.Equal([1, 2, 3], world.Events.OfType<OperationEvent.StepStarted>().Where(e => e.Step.Id == "a").Select(e => e.Attempt));
    }

    [Theory]
    [InlineData("LockLost")]
    [InlineData("DescriptorChanged")]
    public async Task Run_WhenTryingAgainChangesNothing_DoesNotTryAgain(string code)
    {
        _handler.Do = _ => throw Error(code);

        await Run(new World(new CreateRequest("d") { RetryCount = 5 }), Step("a"));

        Assert.Single(_handler.Log, l => l == "+a");
    }

    [Fact]
    public async Task Run_OfADefect_MakesItThatStepsFailure()
    {
        _handler.Do = c => c.Step.Id == "a" ? throw new InvalidOperationException("oops") : Task.FromResult(StepOutcome.Done);

        var results = await Run(new World(), Step("a"), Step("b"));

        Assert.Equal("UnexpectedError", results["a"].Error!.Code);
        Assert.Equal(StepOutcome.Done, results["b"].Outcome);
    }

    [Fact]
    public async Task Run_OfAKindWithoutHandler_IsAFailureAndNoCrash()
    {
        var results = await Run(new World(), Step(StepKind.Cluster, "a", null));

        Assert.Equal(StepOutcome.Failed, results["a"].Outcome);
    }

    [Fact]
    public async Task Run_Stopped_BeginsNothingMoreAndEndsWaits()
    {
        _handler.Do = async c =>
        {
            await _stop.CancelAsync();
            await Task.Delay(Timeout.Infinite, c.CancellationToken);
            return StepOutcome.Done;
        };

        var results = await Run(new World(), Step("a"), Step("b", null, "a"));

        Assert.All(results.Values, r => Assert.Equal(StepOutcome.NotRun, r.Outcome));
        Assert.DoesNotContain("+b", _handler.Log);
    }

    [Fact]
    public async Task Run_OfATimeoutThatIsNoStop_IsAFailure()
    {
        _handler.Do = _ => throw new TaskCanceledException("a deadline of its own");

        var results = await Run(new World(), Step("a"));

        Assert.Equal(StepOutcome.Failed, results["a"].Outcome);
    }

    [Fact]
    public async Task Run_WithALimit_WorksOnNoMoreHostsAtOnce()
    {
        _handler.Do = async _ =>
        {
            await Task.Delay(5, TestContext.Current.CancellationToken);
            return StepOutcome.Done;
        };
        var world = new World(new CreateRequest("d") { ThrottleLimit = 2 });

        await Run(world, [.. Enumerable.Range(0, 6).SelectMany(i => new[] { Step($"h{i}", $"h{i}"), Step($"h{i}/2", $"h{i}", $"h{i}") })]);

        Assert.Equal(2, _handler.MostAtOnce);
    }

    [Fact]
    public async Task Run_WithALimit_LeavesTheHostsPlaceWhenItFails()
    {
        _handler.Do = c => c.Step.Id == "h0" ? throw Error() : Task.FromResult(StepOutcome.Done);
        var world = new World(new CreateRequest("d") { ThrottleLimit = 1 });

        var results = await Run(world, Step("h0", "h0"), Step("h0/2", "h0", "h0"), Step("h1", "h1"));

        Assert.Equal(StepOutcome.Done, results["h1"].Outcome);
    }

    [Fact]
    public async Task Run_OfARemovalWithALimit_ComesToAnEnd()
    {
        // All hosts go offline before anything is looked at: a host must not keep its place while it waits for the others.
        var world = new World(new DeleteRequest("edge") { ThrottleLimit = 1 });

        var results = await Run(
            world,
            Step(StepKind.OfflineHost, "a/off", "a"), Step(StepKind.OfflineHost, "b/off", "b"), Step("guard", null, "a/off", "b/off"),
            Step("a/del", "a", "guard"), Step("b/del", "b", "guard"));

        Assert.All(results.Values, r => Assert.Equal(StepOutcome.Done, r.Outcome));
    }

    [Fact]
    public async Task Run_WhenAHostsPipelineBreaks_NobodyWaitsForItsAddress()
    {
        _handler.Do = _ => throw Error();
        var world = new World();
        world.Scope.Boards.Peers.Expect("a");

        await Run(world, Step("a", "a"));

        Assert.True(world.Scope.Boards.Peers.View().IsFinal);
    }
}
