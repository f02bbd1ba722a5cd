using EdgeProvision.Engine.Planning;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Tests.Planning;

public sealed class StepEstimatesTests
{
    [Theory]
    [InlineData("host/node1/rent", "host/rent")]
    [InlineData("host/a/b/rent", "host/rent")]
    [InlineData("network/3", "network")]
    [InlineData("network/3/delete", "network/delete")]
    [InlineData("record", "record")]
    public void SortOf_AStep_LeavesOutWhatItIsDoneTo(string id, string sort) => Assert.Equal(sort, StepEstimates.SortOf(id));

    [Fact]
    public void ApplyTo_APlan_TakesTheMiddleOfWhatWasDone()
    {
        var estimates = StepEstimates.From([Ran(("host/a/rent", 10), ("host/b/rent", 20), ("host/c/rent", 600)), Ran(("host/a/await", 5))]);

        var plan = estimates.ApplyTo(new OperationPlan("create", "x", null, [Step("host/z/rent"), Step("host/z/configure", "host/z/rent")], []));

        Assert.Equal(TimeSpan.FromSeconds(20), plan.Steps[0].Shown.ExpectedDuration);
        Assert.Null(plan.Steps[1].Shown.ExpectedDuration);
        Assert.Equal(TimeSpan.FromSeconds(20), plan.Shown.ExpectedDuration);
    }

    [Fact]
    public void ExpectedDuration_OfParallelLines_IsThatOfTheLongest()
    {
        PlanStep[] steps = [Timed("a", 5), Timed("b", 7, "a"), Timed("c", 2, "a"), Timed("d", 20)];

        Assert.Equal(TimeSpan.FromSeconds(20), new Plan("create", "x", null, steps, []).ExpectedDuration);
        Assert.Equal(TimeSpan.FromSeconds(12), new Plan("create", "x", null, steps[..3], []).ExpectedDuration);
        Assert.Null(new Plan("create", "x", null, [Step("a").Shown], []).ExpectedDuration);
    }

    private static PlannedStep Step(string id, params string[] after) => new(new PlanStep(id, "RentDevice", "t", "text", PlanEffect.Rent, after), StepKind.RentDevice);

    private static PlanStep Timed(string id, int seconds, params string[] after) => Step(id, after).Shown with { ExpectedDuration = TimeSpan.FromSeconds(seconds) };

    private static Operation Ran(params (string Id, int Seconds)[] steps) => new()
    {
        Id = "o", Verb = "create", Provision = "p", User = "u", Machine = "m", StartedAt = DateTimeOffset.UnixEpoch, Outcome = OperationOutcome.Succeeded,
        Steps = [.. steps.Select(s => new OperationStep(s.Id, s.Id, StepOutcome.Done, TimeSpan.Zero, TimeSpan.FromSeconds(s.Seconds), null))],
    };
}
