using EdgeProvision.Engine.Pictures.Markup;
using EdgeProvision.Engine.Pictures.Wording;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Pictures.Topology;

/// <summary>
/// Draws where everything is: locations with their hosts, the overlay as a line that joins them, and under them the networks, those of the overlay in it.
/// <code>
///   ┃  ┌ ams1 ────────┐  ┌ fra2 ────────┐
///   ┣━━│ host    host │━━│ host    host │
///   ┃  └──────────────┘  └──────────────┘
///  ┌┻ overlay ──────────────────────────┐
///  │ network                            │
///  └────────────────────────────────────┘
///    network   network      datastore
/// </code>
/// </summary>
internal sealed class TopologyDrawing
{
    private const double Margin = 16;
    private const double Widest = 1120;
    private const double Narrowest = 780;
    private const double Rail = 34;
    private const double Top = 84;
    private const double SectionHeading = 30;
    private readonly ProvisionPicture _picture;
    private readonly CardSize _card;
    private readonly SiteLayout _sites;
    private readonly double _left;
    private readonly IReadOnlyList<Chip> _overlay;
    private readonly IReadOnlyList<Chip> _networks;
    private readonly IReadOnlyList<Chip> _datastores;

    public TopologyDrawing(ProvisionPicture picture)
    {
        _picture = picture;
        var provision = picture.Provision;
        _card = CardSize.For(provision.Hosts.Count);
        _left = Margin + (HasOverlay ? Rail : 0);
        var sites = Site.Of(provision.Hosts);
        var natural = SiteLayout.Of(sites, _card, Widest - Margin - _left);
        Width = Math.Max(Narrowest, _left + natural.Width + Margin);
        _sites = natural.Spread(Width - _left - Margin, _card);
        _overlay = [.. provision.Networks.Where(IsOfOverlay).Select(Chip.Of)];
        _networks = [.. provision.Networks.Where(n => !IsOfOverlay(n)).Select(Chip.Of)];
        _datastores = [.. provision.Datastores.Select(Chip.Of)];
        Height = Top + SitesHeight + Section(HasOverlay, OverlayHeight) + Section(_networks.Count > 0, SectionHeading + ChipsHeight(_networks))
            + Section(_datastores.Count > 0, SectionHeading + ChipsHeight(_datastores)) + Margin;
        Description = $"{Amounts.Count(provision.Hosts.Count, "host", "hosts")} in {Amounts.Count(sites.Count, "location", "locations")}, {Amounts.Count(provision.Networks.Count, "network", "networks")}, "
            + $"{Amounts.Count(provision.Datastores.Count, "datastore", "datastores")}; {(picture.Overlay is { } overlay ? $"{Amounts.Count(overlay.Members.Count, "host is", "hosts are")} joined by an overlay" : "no overlay")}.";
    }

    public double Width { get; }

    public double Height { get; }

    /// <summary>The picture in a sentence.</summary>
    public string Description { get; }

    private bool HasOverlay => _picture.Overlay is not null;

    private double SitesHeight => Math.Max(_sites.Height, 24);

    private double OverlayHeight => 36 + (_overlay.Count == 0 ? 0 : ChipsHeight(_overlay, 12) + 12);

    public void DrawOn(SvgWriter svg, double x, double y)
    {
        svg.OpenShifted(x, y);
        var provision = _picture.Provision;
        svg.Text(Margin, 30, TextWidth.Clip($"Topology of {VisibleText.Of(provision.Name)}", Width - (2 * Margin), 15 * TextWidth.Bold), "ep-h");
        svg.Text(Margin, 48, TextWidth.Clip($"{(provision.Clusters.Count == 0 ? "no cluster" : $"cluster {string.Join(", ", provision.Clusters.Select(c => VisibleText.Of(c.Name)))}")} · {Description}", Width - (2 * Margin), 12), "ep-muted");
        DrawLegend(svg);
        DrawOverlayLine(svg);
        if (provision.Hosts.Count == 0)
            svg.Text(_left, Top + 16, "This provision has no hosts.", "ep-muted");
        foreach (var box in _sites.Boxes)
            DrawSite(svg, box);
        var below = DrawOverlay(svg, Top + SitesHeight);
        below = DrawSection(svg, "Networks on each host", _networks, below);
        DrawSection(svg, "Datastores", _datastores, below);
        svg.Close();
    }

    private static double Section(bool isThere, double height) => isThere ? Margin + height : 0;

    private double ChipsHeight(IReadOnlyList<Chip> chips, double inset = 0) => Chip.HeightOf(chips.Count, Width - (2 * (Margin + inset)));

    private bool IsOfOverlay(EdgeNetwork network) => _picture.Overlay is { } overlay && overlay.Bridges.Contains(network.Bridge);

    private void DrawLegend(SvgWriter svg)
    {
        var x = Margin;
        foreach (var group in _picture.Provision.Hosts.GroupBy(h => h.State).OrderBy(g => g.Key))
        {
            var text = $"{group.Count()} {group.Key}";
            StateSign.Draw(svg, x + 6, 64, group.Key);
            svg.Text(x + 17, 68, text, "");
            x += 17 + TextWidth.Of(text, 12) + 18;
        }
    }

    /// <summary>One line down the left side, with a branch along each row of locations: boxes lie over it, so that it shows between them.</summary>
    private void DrawOverlayLine(SvgWriter svg)
    {
        if (_picture.Overlay is not { } overlay || _sites.Boxes.Count == 0)
            return;
        var members = overlay.Members.ToHashSet(StringComparer.Ordinal);
        var joined = _sites.Boxes.Where(b => b.Site.Hosts.Any(h => members.Contains(h.Hostname))).ToList();
        if (joined.Count == 0)
            return;
        var x = Margin + 10;
        foreach (var row in joined.GroupBy(b => b.Y))
            svg.Line(x, Top + row.Key + 15, _left + row.Max(b => b.X) + 4, Top + row.Key + 15, "ep-rail");
        svg.Line(x, Top + joined.Min(b => b.Y) + 15, x, Top + SitesHeight + Margin, "ep-rail");
    }

    private void DrawSite(SvgWriter svg, SiteBox box)
    {
        double x = _left + box.X, y = Top + box.Y;
        svg.Rect(x, y, box.Width, box.Height, "ep-panel", 8);
        var count = $"{box.Site.Hosts.Count}";
        svg.Text(x + SiteLayout.Padding, y + 20, TextWidth.Clip(box.Site.Title, box.Width - (2 * SiteLayout.Padding) - TextWidth.Of(count, 12) - 8, 12 * TextWidth.Bold), "ep-b");
        svg.Text(x + box.Width - SiteLayout.Padding, y + 20, count, "ep-muted ep-end");
        var card = _card with { Width = box.CardWidth(_card.Gap) };
        for (var i = 0; i < box.Site.Hosts.Count; i++)
        {
            HostCard.Draw(
                svg, box.Site.Hosts[i], x + SiteLayout.Padding + (i % box.Columns * (card.Width + card.Gap)),
                y + SiteLayout.Heading + (i / box.Columns * (card.Height + card.Gap)), card);
        }
    }

    private double DrawOverlay(SvgWriter svg, double y)
    {
        if (_picture.Overlay is not { } overlay)
            return y;
        y += Margin;
        svg.Rect(Margin, y, Width - (2 * Margin), OverlayHeight, "ep-overlay", 8);
        var bridges = string.Join(", ", overlay.Bridges.Select(VisibleText.Of));
        var text = $"Overlay{(bridges.Length == 0 ? "" : $" on bridge {bridges}")} · {Amounts.Count(overlay.Members.Count, "member", "members")} · {(overlay.IsAgreed ? "peers up to date" : "peers may be out of date")}";
        svg.Text(Margin + 12, y + 23, TextWidth.Clip(text, Width - (2 * Margin) - 24, 12 * TextWidth.Bold), "ep-b ep-overlay-text");
        Chip.Draw(svg, _overlay, Margin + 12, y + 36, Width - (2 * (Margin + 12)));
        return y + OverlayHeight;
    }

    private double DrawSection(SvgWriter svg, string title, IReadOnlyList<Chip> chips, double y)
    {
        if (chips.Count == 0)
            return y;
        y += Margin;
        svg.Text(Margin, y + 20, title, "ep-b");
        Chip.Draw(svg, chips, Margin, y + SectionHeading, Width - (2 * Margin));
        return y + SectionHeading + ChipsHeight(chips);
    }
}
