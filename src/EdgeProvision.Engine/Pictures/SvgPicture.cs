using EdgeProvision.Engine.Pictures.Gantt;
using EdgeProvision.Engine.Pictures.Markup;
using EdgeProvision.Engine.Pictures.Styling;
using EdgeProvision.Engine.Pictures.Topology;
using EdgeProvision.Engine.Pictures.Wording;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Pictures;

/// <summary>A provision as one SVG file that stands alone.</summary>
internal static class SvgPicture
{
    private const double Gap = 28;

    public static string Of(ProvisionPicture picture, PictureView view)
    {
        var topology = view == PictureView.Timeline ? null : new TopologyDrawing(picture);
        var timeline = view == PictureView.Topology ? null : new TimelineDrawing(picture);
        var width = Math.Max(topology?.Width ?? 0, timeline?.Width ?? 0);
        var height = (topology?.Height ?? 0) + (timeline?.Height ?? 0) + (topology is null || timeline is null ? 0 : Gap);

        var svg = new SvgWriter(new MarkupWriter());
        svg.OpenRoot("p", width, height, $"Edge cloud {VisibleText.Of(picture.Provision.Name)}", string.Join(" ", new[] { topology?.Description, timeline?.Description }.OfType<string>()));
        svg.Style(Stylesheet.Drawing);
        svg.Rect(0, 0, width, height, "ep-ground");
        var top = 0d;
        if (topology is not null)
        {
            topology.DrawOn(svg, 0, 0);
            top = topology.Height + Gap;
        }

        timeline?.DrawOn(svg, 0, top);
        svg.Close();
        return svg.ToString();
    }
}
