using System.Globalization;

namespace EdgeProvision.Engine.Pictures.Markup;

/// <summary>The few shapes that the pictures are made of.</summary>
internal sealed class SvgWriter(MarkupWriter markup)
{
    /// <summary>Begins the picture; title and description are what a screen reader says in its place.</summary>
    public void OpenRoot(string id, double width, double height, string title, string description) => markup
        .Open(
            "svg", ("xmlns", "http://www.w3.org/2000/svg"), ("viewBox", FormattableString.Invariant($"0 0 {width:0.##} {height:0.##}")), ("width", width), ("height", height),
            ("role", "img"), ("aria-labelledby", $"{id}-title {id}-desc"), ("class", "ep-drawing"))
        .Leaf("title", title, ("id", $"{id}-title"))
        .Leaf("desc", description, ("id", $"{id}-desc"));

    public void Style(string css) => markup.Style(css);

    /// <summary>Begins a group that says more when it is pointed at.</summary>
    public void OpenTitled(string title) => markup.Open("g").Leaf("title", title);

    /// <summary>Begins a group with an origin of its own.</summary>
    public void OpenShifted(double x, double y) => markup.Open("g", ("transform", FormattableString.Invariant($"translate({x:0.##} {y:0.##})")));

    public void Close() => markup.Close();

    public void Rect(double x, double y, double width, double height, string style, double radius = 0) =>
        markup.Empty("rect", ("x", x), ("y", y), ("width", width), ("height", height), ("rx", radius > 0 ? radius : null), ("class", style));

    public void Line(double x1, double y1, double x2, double y2, string style) =>
        Path($"M{x1} {y1}L{x2} {y2}", style);

    /// <summary>A path in SVG's own language.</summary>
    public void Path(FormattableString path, string style)
    {
        var rounded = path.GetArguments().Select(a => a is double number ? Math.Round(number, 2) : a).ToArray();
        markup.Empty("path", ("d", string.Format(CultureInfo.InvariantCulture, path.Format, rounded)), ("class", style));
    }

    /// <summary>A cross around a point: something went wrong.</summary>
    public void Cross(double x, double y) => Path($"M{x - 5} {y - 3}l2 -2l3 3l3 -3l2 2l-3 3l3 3l-2 2l-3 -3l-3 3l-2 -2l3 -3z", "ep-bad");

    public void Text(double x, double y, string text, string style) => markup.Leaf("text", text, ("x", x), ("y", y), ("class", style));

    public override string ToString() => markup.ToString();
}
