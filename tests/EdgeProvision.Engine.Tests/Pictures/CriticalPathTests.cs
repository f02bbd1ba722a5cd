using EdgeProvision.Engine.Pictures;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Tests.Pictures;

/// <summary>The path, as the steps' table of the page tells it.</summary>
public sealed class CriticalPathTests
{
    private static IReadOnlyList<string> PathOf(params OperationStep[] steps)
    {
        var rows = Drawn.Page(With(steps)).Descendants(Drawn.Html + "details").Last().Descendants(Drawn.Html + "tr").Select(r => r.Elements().Select(c => c.Value).ToList()).ToList();
        var critical = rows[0].IndexOf("Critical");
        return critical < 0 ? [] : [.. rows.Skip(1).Where(r => r[critical] == "yes").Select(r => r[0]["Do ".Length..])];
    }

    private static ProvisionPicture With(params OperationStep[] steps) => Clouds.Talk with { Operation = Clouds.Talk.Operation! with { Steps = steps } };

    [Fact]
    public void Path_OfTwoHosts_GoesAlongTheSlowerOne() => Assert.Equal(
        ["cluster", "host/a/rent", "host/a/configure"],
        PathOf(
            Clouds.Step("cluster", 0, 1, StepOutcome.Done, null, []),
            Clouds.Step("host/a/rent", 1, 5, StepOutcome.Done, null, "cluster"), Clouds.Step("host/a/configure", 6, 9, StepOutcome.Done, null, "host/a/rent"),
            Clouds.Step("host/b/rent", 1, 7, StepOutcome.Done, null, "cluster"), Clouds.Step("host/b/configure", 8, 2, StepOutcome.Done, null, "host/b/rent")));

    [Fact]
    public void Path_OfAStepThatWaitedForSeveral_GoesOverTheLastOfThem() => Assert.Equal(
        ["b", "c"],
        PathOf(Clouds.Step("a", 0, 1, StepOutcome.Done, null, []), Clouds.Step("b", 0, 3, StepOutcome.Done, null, []), Clouds.Step("c", 3, 1, StepOutcome.Done, null, "a", "b")));

    [Fact]
    public void Path_WhereAStepRestsOnOneThatIsNotInTheLog_BeginsThere() =>
        Assert.Equal(["c"], PathOf(Clouds.Step("c", 3, 1, StepOutcome.Done, null, "fulfilled-before")));

    [Fact]
    public void Path_OfALogThatGoesRoundInCircles_Ends() =>
        Assert.Equal(["a", "b"], PathOf(Clouds.Step("a", 0, 1, StepOutcome.Done, null, "b"), Clouds.Step("b", 1, 1, StepOutcome.Done, null, "a")));

    [Fact]
    public void Path_WhereOneStepDoesNotSayWhatItWaitedFor_IsNotDrawnAndTheLegendSaysSo()
    {
        var picture = With(Clouds.Step("a", 0, 1, StepOutcome.Done, null, []), Clouds.Step("b", 1, 1, StepOutcome.Done, null, null));

        var svg = Drawn.Svg(picture);

        Assert.Empty(PathOf([.. picture.Operation!.Steps]));
        Assert.DoesNotContain(svg.Descendants(), e => (string?)e.Attribute("class") is "ep-critical" or "ep-critical-link");
        Assert.Contains("does not say which step waited for which", svg.Value, StringComparison.Ordinal);
        Assert.Contains("does not say which step waited for which", Drawing.Of([picture], PictureFormat.Markdown, PictureView.All), StringComparison.Ordinal);
    }

    [Fact]
    public void Path_OfTheTalksCloud_IsDrawnAroundItsBarsAndCounted()
    {
        var svg = Drawn.Svg(Clouds.Talk, PictureView.Timeline);

        // One more is the legend's.
        Assert.Equal(7 + 1, svg.Descendants(Drawn.SvgName + "rect").Count(e => (string?)e.Attribute("class") == "ep-critical"));
        Assert.Equal(6, svg.Descendants(Drawn.SvgName + "path").Count(e => (string?)e.Attribute("class") == "ep-critical-link"));
        Assert.Contains("Critical path: 7 steps", svg.Value, StringComparison.Ordinal);
    }
}
