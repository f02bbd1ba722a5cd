using EdgeProvision.Engine.Pictures.Markup;
using EdgeProvision.Engine.Pictures.Wording;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Pictures.Gantt;

/// <summary>Draws an operation's timeline: a lane for each step of the provision and for each host, bars over an axis of time, the critical path around them.</summary>
internal sealed class TimelineDrawing
{
    private const double Margin = 16;
    private const double FullWidth = 1120;
    private const double Labels = 226;
    private const double Gutter = 92;
    private const double Top = 108;
    private const double LaneHeight = 22;
    private const double BarHeight = 16;
    private const double GroupHeight = 26;
    private const double AxisHeight = 26;
    private readonly Timeline? _timeline;
    private readonly Dictionary<TimedStep, BarPlace> _places = new(ReferenceEqualityComparer.Instance);

    public TimelineDrawing(ProvisionPicture picture)
    {
        _timeline = Timeline.Of(picture);
        Width = FullWidth;
        Height = _timeline is null ? 64 : Top + LanesHeight + AxisHeight + Margin;
        Description = _timeline is null ? Timeline.Absence(picture.Operation) : $"{_timeline.Summary} {_timeline.CriticalPathText}".TrimEnd();
    }

    public double Width { get; }

    public double Height { get; }

    /// <summary>The picture in a sentence or two.</summary>
    public string Description { get; }

    private double LanesHeight => _timeline!.Groups.Sum(g => GroupHeight + (g.Lanes.Count * LaneHeight));

    private static double AxisLeft => Margin + Labels;

    private static double AxisRight => FullWidth - Margin - Gutter;

    public void DrawOn(SvgWriter svg, double x, double y)
    {
        svg.OpenShifted(x, y);
        if (_timeline is null)
        {
            svg.Text(Margin, 30, "Timeline", "ep-h");
            svg.Text(Margin, 50, TextWidth.Clip(Description, Width - (2 * Margin), 12), "ep-muted");
        }
        else
        {
            DrawHeading(svg, _timeline);
            DrawBands(svg, _timeline);
            DrawAxis(svg, _timeline);
            DrawLanes(svg, _timeline);
            DrawCriticalPath(svg, _timeline);
        }

        svg.Close();
    }

    private void DrawHeading(SvgWriter svg, Timeline timeline)
    {
        var operation = timeline.Operation;
        svg.Text(Margin, 30, TextWidth.Clip($"Timeline of {Timeline.Title(operation)}", Width - (2 * Margin), 15 * TextWidth.Bold), "ep-h");
        svg.Text(
            Margin, 48,
            TextWidth.Clip($"{Amounts.Moment(operation.StartedAt)} · {Amounts.Duration(timeline.Length)} · by {VisibleText.Of(operation.User)} on {VisibleText.Of(operation.Machine)} · operation {VisibleText.Of(operation.Id)}", Width - (2 * Margin), 12),
            "ep-muted");
        var x = Margin;
        foreach (var group in timeline.Steps.GroupBy(s => s.Outcome).OrderBy(g => g.Key))
        {
            var text = $"{group.Count()} {Word(group.Key)}";
            svg.Rect(x, 58, 16, 12, Style(group.Key), 2);
            svg.Text(x + 22, 68, text, "");
            x += 22 + TextWidth.Of(text, 12) + 18;
        }

        if (timeline.CriticalPath is { Count: > 0 })
        {
            svg.Rect(x + 1, 59, 14, 10, "ep-critical", 2);
            x += 22;
        }

        svg.Text(x, 68, TextWidth.Clip(timeline.CriticalPathText, Width - Margin - x, 12), timeline.CriticalPath is null ? "ep-muted" : "");
    }

    private void DrawAxis(SvgWriter svg, Timeline timeline)
    {
        var bottom = Top + LanesHeight;
        foreach (var (at, label) in TimeAxis.Ticks(timeline.Length))
        {
            var x = X(at);
            svg.Line(x, Top - 4, x, bottom + 4, "ep-grid");
            svg.Text(x, Top - 10, label, "ep-s ep-muted ep-mid");
            svg.Text(x, bottom + 18, label, "ep-s ep-muted ep-mid");
        }

        if (timeline.Operation.EndedAt is null)
            return;
        svg.OpenTitled($"The operation ended after {Amounts.Duration(timeline.Length)}.");
        svg.Line(X(timeline.Length), Top - 4, X(timeline.Length), bottom + 4, "ep-over");
        svg.Close();
    }

    /// <summary>Under everything else, so that the eye finds its way from a label to its bars.</summary>
    private void DrawBands(SvgWriter svg, Timeline timeline)
    {
        foreach (var (_, y) in PlacedLanes(timeline).Where((_, i) => i % 2 == 0))
            svg.Rect(Margin, y, Width - (2 * Margin), LaneHeight, "ep-band", 3);
    }

    private void DrawLanes(SvgWriter svg, Timeline timeline)
    {
        var y = Top;
        foreach (var group in timeline.Groups)
        {
            svg.Text(Margin, y + 18, TextWidth.Clip(group.Title, FullWidth - (2 * Margin), 12 * TextWidth.Bold), "ep-b");
            y += GroupHeight + (group.Lanes.Count * LaneHeight);
        }

        foreach (var (lane, top) in PlacedLanes(timeline))
            DrawLane(svg, lane, top);
    }

    private static IEnumerable<(Lane Lane, double Y)> PlacedLanes(Timeline timeline)
    {
        var y = Top;
        foreach (var group in timeline.Groups)
        {
            y += GroupHeight;
            foreach (var lane in group.Lanes)
            {
                yield return (lane, y);
                y += LaneHeight;
            }
        }
    }

    private void DrawLane(SvgWriter svg, Lane lane, double y)
    {
        svg.OpenTitled(lane.Label);
        svg.Text(Margin + 8, y + 15, TextWidth.ClipName(lane.Label, Labels - 18, 12), "");
        svg.Close();
        foreach (var (step, row, rows) in LaneRows.Of(lane))
        {
            var height = BarHeight / rows;
            var place = new BarPlace(X(step.Start), y + ((LaneHeight - BarHeight) / 2) + (row * height), Math.Max(2.5, X(step.End) - X(step.Start) - 1), height);
            _places[step] = place;
            DrawBar(svg, step, place);
        }

        var took = lane.Steps.Max(s => s.End) - lane.Steps[0].Start;
        svg.Text(Width - Margin - 8, y + 15, Amounts.Duration(took), "ep-s ep-muted ep-end");
    }

    private static void DrawBar(SvgWriter svg, TimedStep step, BarPlace place)
    {
        svg.OpenTitled($"{step.Text}: {Word(step.Outcome)}, {Amounts.Duration(step.Duration)}, from {Amounts.Duration(step.Start)} on{(step.Error.Length == 0 ? "" : $". {step.Error}")}");
        svg.Rect(place.X, place.Y, place.Width, place.Height - (place.Height < BarHeight ? 1 : 0), Style(step.Outcome), 2);
        if (place.Height >= BarHeight && TextWidth.Of(step.Verb, 11) + 8 <= place.Width)
            svg.Text(place.X + 5, place.Y + 12, step.Verb, step.Outcome == StepOutcome.NotRun ? "ep-bar-text-notrun" : "ep-bar-text");
        if (step.Outcome == StepOutcome.Failed)
            svg.Cross(place.Right + 9, place.Middle);
        svg.Close();
    }

    private void DrawCriticalPath(SvgWriter svg, Timeline timeline)
    {
        BarPlace? before = null;
        foreach (var step in timeline.CriticalPath ?? [])
        {
            var place = _places[step];
            if (before is not null)
                svg.Path($"M{before.Right} {before.Middle}V{place.Middle}H{place.X}", "ep-critical-link");
            svg.Rect(place.X - 1.5, place.Y - 1.5, place.Width + 3, place.Height + (place.Height < BarHeight ? 2 : 3), "ep-critical", 3);
            before = place;
        }
    }

    private double X(TimeSpan at) => AxisLeft + ((AxisRight - AxisLeft) * (at / (_timeline!.Length > TimeSpan.Zero ? _timeline.Length : TimeSpan.FromSeconds(0.1))));

    private static string Word(StepOutcome outcome) => outcome switch
    {
        StepOutcome.NotRun => "not finished",
        _ => outcome.ToString().ToLowerInvariant(),
    };

    private static string Style(StepOutcome outcome) => $"ep-{outcome.ToString().ToLowerInvariant()}";
}
