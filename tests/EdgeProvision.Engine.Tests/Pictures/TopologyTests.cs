using System.Xml.Linq;
using EdgeProvision.Engine.Pictures;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Tests.Pictures;

public sealed class TopologyTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(2, 2)]
    [InlineData(24, 5)]
    [InlineData(40, 5)]
    [InlineData(100, 1)]
    [InlineData(100, 5)]
    public void Svg_OfManyHosts_ShowsEachInItsPlaceAndNoneOverAnother(int hosts, int places)
    {
        var svg = Drawn.Svg(Clouds.Large(hosts, places), PictureView.Topology);
        double width = Drawn.Number(svg, "width"), height = Drawn.Number(svg, "height");
        var sites = Drawn.Boxes(svg, "ep-panel");
        var cards = Drawn.Boxes(svg, "ep-card");

        Assert.Equal(places, sites.Count);
        Assert.Equal(hosts, svg.Descendants(Drawn.SvgName + "title").Count(t => t.Value.StartsWith("Host edge-of-the-world-node", StringComparison.Ordinal)));
        Assert.Equal(hosts + 4, cards.Count);
        Assert.All(cards.Concat(sites), b => Assert.True(b.Left >= 0 && b.Top >= 0 && b.Right <= width && b.Bottom <= height, $"{b} of {width}×{height}"));
        Assert.All(cards.Take(hosts), c => Assert.Single(sites, s => s.Left < c.Left && s.Top < c.Top && c.Right < s.Right && c.Bottom < s.Bottom));
        AssertApart(cards);
        AssertApart(sites);
        Assert.InRange(width, 700, 1120);
    }

    [Fact]
    public void Svg_OfStates_ShowsEachByAWordAndASignOfItsOwn()
    {
        var provision = Clouds.Talk.Provision with { Hosts = [.. Enum.GetValues<EdgeHostState>().Select((s, i) => Clouds.Host(i, "fosdem", $"node{i}", "ams1", s))] };

        var svg = Drawn.Svg(Clouds.Talk with { Provision = provision }, PictureView.Topology);

        foreach (var state in Enum.GetValues<EdgeHostState>())
        {
            Assert.Contains(svg.Descendants(Drawn.SvgName + "text"), t => t.Value == $"1 {state}");
            Assert.Contains(svg.Descendants(Drawn.SvgName + "text"), t => t.Value.StartsWith($"{state} · 147.", StringComparison.Ordinal));
        }

        Assert.Equal(4, svg.Descendants(Drawn.SvgName + "path").Select(p => (string?)p.Attribute("class")).Distinct().Count(c => c is "ep-good" or "ep-bad" or "ep-busy" or "ep-hollow"));
    }

    [Fact]
    public void Svg_OfAnOverlay_HasALineAndItsNetworksInItsBox()
    {
        var svg = Drawn.Svg(Clouds.Talk, PictureView.Topology);
        var overlay = Assert.Single(Drawn.Boxes(svg, "ep-overlay"));
        var inside = svg.Descendants(Drawn.SvgName + "g").Where(g => g.Element(Drawn.SvgName + "rect") is { } r && Drawn.Number(r, "y") > overlay.Top && Drawn.Number(r, "y") < overlay.Bottom).ToList();

        Assert.StartsWith("fosdem-private:", Assert.Single(inside).Element(Drawn.SvgName + "title")!.Value, StringComparison.Ordinal);
        Assert.Contains(svg.Descendants(), e => (string?)e.Attribute("class") == "ep-rail");
        Assert.Contains("Overlay on bridge vxbr100 · 2 members · peers up to date", svg.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Svg_WithoutAnOverlay_HasNone()
    {
        var svg = Drawn.Svg(Clouds.Talk with { Overlay = null }, PictureView.Topology);

        Assert.DoesNotContain(svg.Descendants(), e => (string?)e.Attribute("class") is "ep-rail" or "ep-overlay");
        Assert.Contains("no overlay", svg.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_FormatOfAProvisionWithNothing_IsDrawn()
    {
        var empty = new ProvisionPicture(Clouds.Talk.Provision with { Hosts = [], Networks = [], Datastores = [], Clusters = [] }, null, null);

        Assert.Contains("This provision has no hosts.", Drawn.Svg(empty).Value, StringComparison.Ordinal);
        Assert.Contains("No operation is recorded", Drawn.Page(empty).Value, StringComparison.Ordinal);
        Assert.Contains("No operation is recorded", Drawing.Of([empty], PictureFormat.Markdown, PictureView.All), StringComparison.Ordinal);
        Assert.StartsWith("flowchart TB\n", Drawing.Of([empty], PictureFormat.Mermaid, PictureView.All), StringComparison.Ordinal);
        Assert.StartsWith("flowchart TB\n", Drawing.Of([empty], PictureFormat.Mermaid, PictureView.Timeline), StringComparison.Ordinal);
    }

    [Fact]
    public void Names_ThatAreTooLong_AreShortenedInTheMiddleAndWholeInTheTitle()
    {
        var name = $"a-very-long-name-of-a-host-in-a-cloud-{new string('x', 60)}-node17";
        var svg = Drawn.Svg(Clouds.Talk with { Provision = Clouds.Talk.Provision with { Hosts = [Clouds.Host(0, "fosdem", name, "ams1", EdgeHostState.Ready)] } }, PictureView.Topology);

        Assert.Contains(svg.Descendants(Drawn.SvgName + "text"), t => t.Value.StartsWith("a-very", StringComparison.Ordinal) && t.Value.Contains('…') && t.Value.EndsWith("-node17", StringComparison.Ordinal));
        Assert.Contains(svg.Descendants(Drawn.SvgName + "title"), t => t.Value.Contains(name, StringComparison.Ordinal));
    }

    [Fact]
    public void Mermaid_OfTheTalksCloud_IsThisText() => Assert.Equal(
        """
        flowchart TB
          accTitle: Topology of edge cloud fosdem
          subgraph s0["ams1 · packet"]
            h0["fosdem-node1<br/>147.75.0.1<br/>Ready"]:::good
            h1["fosdem-node2<br/>147.75.0.2<br/>Ready"]:::good
          end
          ov{{"Overlay vxbr100<br/>2 members"}}:::overlay
          s0 --- ov
          n2(["fosdem-private<br/>bridge vxbr100"])
          ov --- n2
          subgraph own["Networks on each host"]
            n0(["fosdem-public<br/>bridge onebr0"])
            n1(["fosdem-private-host-only<br/>bridge br0"])
          end

        """,
        string.Concat(Drawing.Of([Clouds.Talk], PictureFormat.Mermaid, PictureView.All).Split("  classDef")[0]),
        ignoreLineEndingDifferences: true);

    private static void AssertApart(IReadOnlyList<(double Left, double Top, double Right, double Bottom)> boxes)
    {
        for (var i = 0; i < boxes.Count; i++)
        {
            for (var j = i + 1; j < boxes.Count; j++)
                Assert.False(boxes[i].Left < boxes[j].Right && boxes[j].Left < boxes[i].Right && boxes[i].Top < boxes[j].Bottom && boxes[j].Top < boxes[i].Bottom, $"{boxes[i]} and {boxes[j]}");
        }
    }
}
