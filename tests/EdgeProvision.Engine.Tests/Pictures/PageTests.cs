using System.Xml.Linq;
using EdgeProvision.Engine.Pictures;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Tests.Pictures;

public sealed class PageTests
{
    [Fact]
    public void Page_OfAProvision_StandsAlone()
    {
        var text = Drawing.Of([Clouds.Large()], PictureFormat.Html, PictureView.All);
        var page = XDocument.Parse(text).Root!;

        Assert.StartsWith("<!DOCTYPE html>\n<html lang=\"en\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain(page.Descendants(), e => e.Name.LocalName is "script" or "link" or "img");
        Assert.Contains(page.Descendants(Drawn.Html + "meta"), m => ((string?)m.Attribute("content"))?.StartsWith("default-src 'none'", StringComparison.Ordinal) ?? false);
        Assert.Contains("prefers-color-scheme: dark", page.Descendants(Drawn.Html + "style").Single().Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Page_OfAProvision_SaysInTablesWhatThePicturesShow()
    {
        var picture = Clouds.Large();
        var tables = Drawn.Page(picture).Descendants(Drawn.Html + "tbody").Select(b => b.Elements().Select(r => r.Elements().Select(c => c.Value).ToList()).ToList()).ToList();

        Assert.Equal(picture.Provision.Hosts.Select(h => h.Hostname), tables[0].Select(r => r[0]));
        Assert.Equal(picture.Provision.Networks.Select(n => n.Name), tables[1].Select(r => r[0]));
        Assert.Equal(picture.Provision.Datastores.Select(d => d.Name), tables[2].Select(r => r[0]));
        Assert.Equal(picture.Operation!.Steps.Count, tables[3].Count);
    }

    [Fact]
    public void Pictures_OfAPage_AreSaidByTitleAndDescription()
    {
        var page = Drawn.Page(Clouds.Talk, Clouds.Large());
        var ids = page.Descendants().Attributes("id").Select(a => a.Value).ToList();

        Assert.Equal(ids.Distinct().Count(), ids.Count);
        foreach (var svg in page.Descendants(Drawn.SvgName + "svg"))
        {
            Assert.Equal("img", (string?)svg.Attribute("role"));
            foreach (var id in ((string)svg.Attribute("aria-labelledby")!).Split(' '))
                Assert.NotEmpty(svg.Elements().Single(e => (string?)e.Attribute("id") == id).Value);
        }
    }

    [Fact]
    public void Failures_OfAnOperation_StandInThePageWithTheirErrors()
    {
        var failed = Drawn.Page(Clouds.Large()).Descendants(Drawn.Html + "li").Select(l => l.Value).ToList();

        Assert.Equal(4, failed.Count);
        Assert.All(failed, f => Assert.Contains("qemu-system-x86 could not be installed", f, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(PictureFormat.Svg)]
    [InlineData(PictureFormat.Mermaid)]
    public void SeveralProvisions_InAPictureOfOne_AreAnErrorThatNamesTheWays(PictureFormat format)
    {
        var error = Assert.Throws<EdgeException>(() => Drawing.Of([Clouds.Talk, Clouds.Large()], format, PictureView.All));

        Assert.Equal("PictureHoldsOne", error.Code);
        Assert.Contains("Markdown", error.RecommendedAction, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(PictureView.Topology, "Topology", "Operation")]
    [InlineData(PictureView.Timeline, "Operation", "Topology")]
    public void View_OfAPage_LeavesTheOtherOut(PictureView view, string shown, string left)
    {
        var headings = XDocument.Parse(Drawing.Of([Clouds.Talk], PictureFormat.Html, view)).Descendants(Drawn.Html + "h2").Select(h => h.Value).ToList();

        Assert.Contains(shown, headings);
        Assert.DoesNotContain(left, headings);
        Assert.DoesNotContain($"### {left}", Drawing.Of([Clouds.Talk], PictureFormat.Markdown, view), StringComparison.Ordinal);
    }
}
