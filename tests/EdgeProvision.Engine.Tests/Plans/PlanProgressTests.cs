using EdgeProvision.Model;

namespace EdgeProvision.Engine.Tests.Plans;

public sealed class PlanProgressTests
{
    // record 2 s ─► a: rent 10 s ─► configure 60 s
    //           └─► b: rent 10 s ─► configure 30 s
    private static readonly Plan s_plan = new("create", "lab", null, [
        Step("record", null, 2), Step("host/a/rent", "a", 10, "record"), Step("host/b/rent", "b", 10, "record"),
        Step("host/a/configure", "a", 60, "host/a/rent"), Step("host/b/configure", "b", 30, "host/b/rent")], []);

    private readonly PlanProgress _progress = new(s_plan);

    [Fact]
    public void Remaining_BeforeAnythingRuns_IsTheLongestWay()
    {
        Assert.Equal(Seconds(72), _progress.Remaining(null, Seconds(0)));
        Assert.Equal(Seconds(72), _progress.Remaining("a", Seconds(0)));
        Assert.Equal(Seconds(42), _progress.Remaining("b", Seconds(0)));
        Assert.Equal(0, _progress.Percent(null));
    }

    [Fact]
    public void Remaining_WhileAStepRuns_CountsDown()
    {
        _progress.Started("record", Seconds(5));

        Assert.Equal(Seconds(72), _progress.Remaining(null, Seconds(5)));
        Assert.Equal(Seconds(71), _progress.Remaining(null, Seconds(6)));
    }

    [Fact]
    public void Remaining_StepThatTakesLongerThanBefore_StandsStillAndIsNeverNegative()
    {
        _progress.Started("record", Seconds(0));

        Assert.Equal(Seconds(70), _progress.Remaining(null, Seconds(100)));
        Assert.Equal(Seconds(70), _progress.Remaining(null, Seconds(1000)));
        foreach (var step in s_plan.Steps)
            _progress.Started(step.Id, Seconds(0));
        Assert.Equal(Seconds(1), _progress.Remaining(null, Seconds(5000)));
    }

    [Fact]
    public void Remaining_StepThatIsQuickerThanBefore_DropsAndDoesNotGrowAgain()
    {
        var told = new List<TimeSpan?> { _progress.Remaining(null, Seconds(0)) };
        for (var second = 0; second < 100; second++)
        {
            if (second % 20 == 0)
                _progress.Started(s_plan.Steps[second / 20].Id, Seconds(second));
            if (second % 20 == 19)
                _progress.Ended(s_plan.Steps[second / 20].Id);
            told.Add(_progress.Remaining(null, Seconds(second)));
        }

        Assert.Null(told[^1]);
        Assert.All(told.Zip(told.Skip(1)), pair => Assert.True(pair.Second is null || pair.Second <= pair.First, $"{pair.First} {pair.Second}"));
        Assert.Equal(100, _progress.Percent(null));
    }

    [Fact]
    public void Remaining_FurtherAttempt_TakesItsTimeAgain()
    {
        _progress.Started("record", Seconds(0));
        _progress.Ended("record");
        _progress.Started("host/a/rent", Seconds(0));
        Assert.Equal(Seconds(61), _progress.Remaining("a", Seconds(9)));
        _progress.Ended("host/a/rent");

        _progress.Started("host/a/rent", Seconds(10));

        Assert.Equal(Seconds(70), _progress.Remaining("a", Seconds(10)));
    }

    [Fact]
    public void Remaining_WhereNothingTells_IsUnknown()
    {
        var progress = new PlanProgress(s_plan with { Steps = [.. s_plan.Steps.Select(s => s with { ExpectedDuration = null })] });

        Assert.Null(progress.Remaining(null, Seconds(0)));
        Assert.Equal(-1, progress.Percent("nobody"));
    }

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);

    private static PlanStep Step(string id, string? host, double seconds, params string[] dependsOn) =>
        new(id, "Kind", host ?? id, id, PlanEffect.Change, dependsOn) { HostKey = host, ExpectedDuration = Seconds(seconds) };
}
