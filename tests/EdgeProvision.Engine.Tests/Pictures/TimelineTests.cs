using System.Xml.Linq;
using EdgeProvision.Engine.Pictures;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Tests.Pictures;

public sealed class TimelineTests
{
    private static readonly string[] s_bars = ["ep-done", "ep-unchanged", "ep-failed", "ep-notrun"];

    private static ProvisionPicture With(params OperationStep[] steps) => Clouds.Talk with { Operation = Clouds.Talk.Operation! with { Steps = steps } };

    /// <summary>Groups of bars: a title, a shape.</summary>
    private static IReadOnlyList<XElement> Bars(XElement svg) =>
        [.. svg.Descendants(Drawn.SvgName + "g").Where(g => g.Element(Drawn.SvgName + "title") is not null && s_bars.Contains((string?)g.Element(Drawn.SvgName + "rect")?.Attribute("class")))];

    [Theory]
    [InlineData(1)]
    [InlineData(40)]
    [InlineData(100)]
    public void Svg_OfManyHosts_HasEveryStepWithinThePicture(int hosts)
    {
        var picture = Clouds.Large(hosts);
        var svg = Drawn.Svg(picture, PictureView.Timeline);
        var bars = Bars(svg);

        Assert.Equal(picture.Operation!.Steps.Count, bars.Count);
        foreach (var bar in bars.Select(b => b.Element(Drawn.SvgName + "rect")!))
        {
            Assert.InRange(Drawn.Number(bar, "width"), 2.5, Drawn.Number(svg, "width"));
            Assert.True(Drawn.Number(bar, "x") + Drawn.Number(bar, "width") <= Drawn.Number(svg, "width"));
            Assert.True(Drawn.Number(bar, "y") + Drawn.Number(bar, "height") <= Drawn.Number(svg, "height"));
        }
    }

    [Fact]
    public void Svg_OfAStep_IsAsLongAndAsFarAsItsTimes()
    {
        var bars = Bars(Drawn.Svg(
            With(
                Clouds.Step("host/fosdem-node1/rent", 0, 10, StepOutcome.Done, null, []), Clouds.Step("host/fosdem-node1/await", 10, 20, StepOutcome.Done, null, "host/fosdem-node1/rent"),
                Clouds.Step("host/fosdem-node2/rent", 10, 20, StepOutcome.Done, null, [])),
            PictureView.Timeline)).Select(b => b.Element(Drawn.SvgName + "rect")!).ToList();

        Assert.Equal(Drawn.Number(bars[1], "x"), Drawn.Number(bars[2], "x"));
        Assert.Equal(Drawn.Number(bars[1], "width"), Drawn.Number(bars[2], "width"));
        Assert.Equal(2 * (Drawn.Number(bars[0], "width") + 1), Drawn.Number(bars[1], "width") + 1, 1);
        Assert.Equal(Drawn.Number(bars[0], "y"), Drawn.Number(bars[1], "y"));
        Assert.NotEqual(Drawn.Number(bars[0], "y"), Drawn.Number(bars[2], "y"));
    }

    [Fact]
    public void Svg_OfAFailedStep_HasItsErrorAsTitleACrossAndItsColour()
    {
        var svg = Drawn.Svg(With(Clouds.Step("host/fosdem-node1/configure", 1, 5, StepOutcome.Failed, "no route to host", [])), PictureView.Timeline);

        var bar = Assert.Single(Bars(svg));
        Assert.Equal("ep-failed", (string?)bar.Element(Drawn.SvgName + "rect")!.Attribute("class"));
        Assert.EndsWith("failed, 5.0 s, from 1.0 s on. no route to host", bar.Element(Drawn.SvgName + "title")!.Value, StringComparison.Ordinal);
        Assert.Equal("ep-bad", (string?)bar.Element(Drawn.SvgName + "path")!.Attribute("class"));
        Assert.Contains(svg.Descendants(Drawn.SvgName + "text"), t => t.Value == "1 failed");
    }

    [Fact]
    public void Svg_OfStepsSideBySide_SharesTheirLane()
    {
        var bars = Bars(Drawn.Svg(
            With(Clouds.Step("host/fosdem-node1/enable", 0, 10, StepOutcome.Done, null, []), Clouds.Step("host/fosdem-node1/peers", 5, 10, StepOutcome.Done, null, [])), PictureView.Timeline))
            .Select(b => b.Element(Drawn.SvgName + "rect")!).ToList();

        Assert.True(Drawn.Number(bars[0], "y") + Drawn.Number(bars[0], "height") <= Drawn.Number(bars[1], "y"));
    }

    [Fact]
    public void Svg_OfHosts_PutsThemUnderTheirLocations()
    {
        var texts = Drawn.Svg(Clouds.Large(4, 2), PictureView.Timeline).Descendants(Drawn.SvgName + "text").Where(t => (string?)t.Attribute("class") == "ep-b").Select(t => t.Value);

        Assert.Equal(["OpenNebula", "ams1 · packet", "fra2 · packet"], texts);
    }

    [Fact]
    public void Svg_OfADamagedLog_IsDrawnWithinReason()
    {
        var svg = Drawn.Svg(
            With(
                new OperationStep("a", "", StepOutcome.Done, TimeSpan.MaxValue, TimeSpan.MaxValue, null), new OperationStep("a", "", StepOutcome.Done, TimeSpan.MinValue, TimeSpan.MinValue, null),
                new OperationStep("host//x", "", (StepOutcome)77, TimeSpan.FromSeconds(1), TimeSpan.Zero, null), new OperationStep("host/", "", StepOutcome.Done, TimeSpan.Zero, TimeSpan.Zero, null)),
            PictureView.Timeline);

        Assert.All(svg.Descendants().Attributes().Where(a => a.Name.LocalName is "x" or "width"), a => Assert.DoesNotMatch("NaN|∞|E", a.Value));
        Assert.True(svg.Descendants(Drawn.SvgName + "text").Count() < 60);
    }

    [Theory]
    [InlineData(OperationOutcome.Running, "its timeline is written when it ends")]
    [InlineData(OperationOutcome.Interrupted, "was cut off")]
    [InlineData(OperationOutcome.Unchanged, "there was nothing to do")]
    public void Every_FormatOfAnOperationWithoutATimeline_SaysWhy(OperationOutcome outcome, string reason)
    {
        var picture = Clouds.Talk with { Operation = Clouds.Talk.Operation! with { Outcome = outcome, Steps = [] } };

        Assert.Contains(reason, Drawn.Svg(picture).Value, StringComparison.Ordinal);
        Assert.Contains(reason, Drawn.Page(picture).Value, StringComparison.Ordinal);
        Assert.Contains(reason, Drawing.Of([picture], PictureFormat.Markdown, PictureView.All), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.4, "0.4 s")]
    [InlineData(12, "12 s")]
    [InlineData(59.6, "1 min 00 s")]
    [InlineData(185, "3 min 05 s")]
    [InlineData(3599.7, "1 h 00 min")]
    [InlineData(3750, "1 h 02 min")]
    public void Duration_InWords_IsRoundedOnce(double seconds, string text) => Assert.Equal(text, Engine.Pictures.Wording.Amounts.Duration(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData(0, "0.0 s,0.1 s")]
    [InlineData(9, "0 s,1 s,2 s")]
    [InlineData(100, "0 s,10 s,20 s")]
    [InlineData(405, "0 min,1 min,2 min")]
    [InlineData(3 * 3600, "0 min,15 min,30 min,45 min,1 h 00")]
    [InlineData(30 * 3600, "0 h,3 h,6 h")]
    [InlineData(400 * 86400, "0 h,816 h")]
    public void Axis_OfALength_HasRoundTicksInOneUnit(double seconds, string first)
    {
        var ticks = Engine.Pictures.Gantt.TimeAxis.Ticks(TimeSpan.FromSeconds(seconds));

        Assert.StartsWith(first, string.Join(',', ticks.Select(t => t.Label)), StringComparison.Ordinal);
        Assert.InRange(ticks.Count, 2, 13);
        Assert.All(ticks, t => Assert.True(t.At.TotalSeconds <= Math.Max(seconds, 0.1) + 0.001));
    }

    [Fact]
    public void Mermaid_OfATimeline_HasASectionForEachHostAndTheTimesOfDay()
    {
        var text = Drawing.Of(
            [With(Clouds.Step("cluster", 0, 1, StepOutcome.Done, null, []), Clouds.Step("host/fosdem-node1/rent", 1, 2.5, StepOutcome.Done, null, "cluster"), Clouds.Step("host/fosdem-node2/rent", 1, 2, StepOutcome.Failed, "x", "cluster"))],
            PictureFormat.Mermaid, PictureView.Timeline);

        Assert.Equal(
            """
              section OpenNebula
              Do cluster :active, t0, 1580637600000, 1000ms
              section fosdem-node1
              rent :active, t1, 1580637601000, 2500ms
              section fosdem-node2
              rent (failed) :crit, t2, 1580637601000, 2000ms

            """,
            text[text.IndexOf("  section", StringComparison.Ordinal)..],
            ignoreLineEndingDifferences: true);
    }
}
