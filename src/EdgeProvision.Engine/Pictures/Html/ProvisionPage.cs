using EdgeProvision.Engine.Pictures.Gantt;
using EdgeProvision.Engine.Pictures.Markup;
using EdgeProvision.Engine.Pictures.Tables;
using EdgeProvision.Engine.Pictures.Topology;
using EdgeProvision.Engine.Pictures.Wording;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Pictures.Html;

/// <summary>Provisions as a page: facts, both pictures, and all that is in them as tables.</summary>
internal static class ProvisionPage
{
    public static string Of(IReadOnlyList<ProvisionPicture> pictures, PictureView view) =>
        HtmlPage.Of(pictures.Count == 1 ? $"Edge cloud {pictures[0].Provision.Name}" : "Edge clouds", page =>
        {
            for (var i = 0; i < pictures.Count; i++)
                Add(page, pictures[i], view, FormattableString.Invariant($"p{i}"));
        });

    private static void Add(MarkupWriter page, ProvisionPicture picture, PictureView view, string id)
    {
        var provision = picture.Provision;
        page.Open("section", ("class", "provision")).Leaf("h1", $"Edge cloud {provision.Name}");
        page.Open("p").Leaf("strong", provision.State.ToString(), ("class", HostLook.Tone(provision.State))).Text($" · {provision.ConfigurationStatus}").Close();
        if (provision.IsInterrupted)
            page.Leaf("p", "The last operation was cut off: running the same command again continues it.", ("class", "note"));
        HtmlPage.Facts(
            page,
            ("Hosts", FormattableString.Invariant($"{provision.Hosts.Count}")), ("Networks", FormattableString.Invariant($"{provision.Networks.Count}")),
            ("Datastores", FormattableString.Invariant($"{provision.Datastores.Count}")), ("Cluster", string.Join(", ", provision.Clusters.Select(c => c.Name))), ("Id", provision.Id));
        if (view != PictureView.Timeline)
            AddTopology(page, picture, id);
        if (view != PictureView.Topology)
            AddTimeline(page, picture, id);
        page.Close();
    }

    private static void AddTopology(MarkupWriter page, ProvisionPicture picture, string id)
    {
        page.Leaf("h2", "Topology");
        var drawing = new TopologyDrawing(picture);
        page.Open("div", ("class", "picture"));
        var svg = new SvgWriter(page);
        svg.OpenRoot($"{id}-topology", drawing.Width, drawing.Height, $"Topology of {picture.Provision.Name}", drawing.Description);
        drawing.DrawOn(svg, 0, 0);
        svg.Close();
        page.Close();
        HtmlPage.FoldedTable(page, "Hosts as a table", ProvisionTables.Hosts(picture.Provision));
        HtmlPage.FoldedTable(page, "Networks as a table", ProvisionTables.Networks(picture.Provision));
        HtmlPage.FoldedTable(page, "Datastores as a table", ProvisionTables.Datastores(picture.Provision));
    }

    private static void AddTimeline(MarkupWriter page, ProvisionPicture picture, string id)
    {
        page.Leaf("h2", "Operation");
        if (Timeline.Of(picture) is not { } timeline)
        {
            page.Leaf("p", Timeline.Absence(picture.Operation));
            return;
        }

        var failed = timeline.Steps.Where(s => s.Outcome == StepOutcome.Failed).ToList();
        if (failed.Count > 0)
        {
            page.Leaf("p", $"{Amounts.Count(failed.Count, "step", "steps")} failed:", ("class", "bad")).Open("ul", ("class", "failed"));
            foreach (var step in failed)
                page.Open("li").Leaf("strong", step.Text).Text($": {step.Error}").Close();
            page.Close();
        }

        var drawing = new TimelineDrawing(picture);
        page.Open("div", ("class", "picture"));
        var svg = new SvgWriter(page);
        svg.OpenRoot($"{id}-timeline", drawing.Width, drawing.Height, $"Timeline of {Timeline.Title(timeline.Operation)}", drawing.Description);
        drawing.DrawOn(svg, 0, 0);
        svg.Close();
        page.Close();
        HtmlPage.FoldedTable(page, "Steps as a table", StepTables.All(timeline));
    }
}
