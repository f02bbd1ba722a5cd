namespace EdgeProvision.Engine.Pictures.Topology;

/// <summary>Places locations in rows, as high as makes the whole lowest.</summary>
internal sealed class SiteLayout
{
    public const double Padding = 12;
    public const double Heading = 30;
    private const double Gap = 16;
    private const double WidestCard = 360;

    private SiteLayout(IReadOnlyList<SiteBox> boxes)
    {
        Boxes = boxes;
        Width = boxes.Count == 0 ? 0 : boxes.Max(b => b.X + b.Width);
        Height = boxes.Count == 0 ? 0 : boxes.Max(b => b.Y + b.Height);
    }

    public IReadOnlyList<SiteBox> Boxes { get; }

    public double Width { get; }

    public double Height { get; }

    public static SiteLayout Of(IReadOnlyList<Site> sites, CardSize card, double width)
    {
        var most = sites.Count == 0 ? 1 : sites.Max(s => s.Hosts.Count);
        return Enumerable.Range(1, Math.Max(1, most)).Select(rows => new SiteLayout(Place(sites, card, width, rows))).MinBy(l => l.Height)!;
    }

    /// <summary>Spreads a single row over a width; several rows stay as they are, so that their hosts are of one size.</summary>
    public SiteLayout Spread(double width, CardSize card)
    {
        var left = width - Width;
        if (Boxes.Count == 0 || left <= 0 || Boxes.Any(b => b.Y > 0))
            return this;
        var columns = Boxes.Sum(b => b.Columns);
        var each = Math.Min(left / columns, WidestCard - card.Width);
        List<SiteBox> boxes = [];
        foreach (var box in Boxes)
            boxes.Add(box with { X = boxes.Count == 0 ? box.X : boxes[^1].X + boxes[^1].Width + Gap, Width = box.Width + (each * box.Columns) });
        return new SiteLayout(boxes);
    }

    /// <summary>With at most so many hosts above one another, as far as the width allows.</summary>
    private static List<SiteBox> Place(IReadOnlyList<Site> sites, CardSize card, double width, int rows)
    {
        var widest = Math.Max(1, (int)((width - (2 * Padding) + card.Gap) / (card.Width + card.Gap)));
        List<SiteBox> boxes = [];
        double x = 0, y = 0, shelf = 0;
        foreach (var site in sites)
        {
            var columns = Math.Min(widest, (site.Hosts.Count + rows - 1) / rows);
            var lines = (site.Hosts.Count + columns - 1) / columns;
            var boxWidth = (2 * Padding) + (columns * (card.Width + card.Gap)) - card.Gap;
            var boxHeight = Heading + (lines * (card.Height + card.Gap)) - card.Gap + Padding;
            if (x > 0 && x + boxWidth > width)
            {
                (x, y, shelf) = (0, y + shelf + Gap, 0);
            }

            boxes.Add(new SiteBox(site, x, y, boxWidth, boxHeight, columns));
            x += boxWidth + Gap;
            shelf = Math.Max(shelf, boxHeight);
        }

        return boxes;
    }
}
