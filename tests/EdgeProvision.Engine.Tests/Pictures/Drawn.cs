using System.Globalization;
using System.Xml.Linq;
using EdgeProvision.Engine.Pictures;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Tests.Pictures;

/// <summary>Drawings, read as XML.</summary>
internal static class Drawn
{
    public static readonly XNamespace SvgName = "http://www.w3.org/2000/svg";
    public static readonly XNamespace Html = "http://www.w3.org/1999/xhtml";

    public static XElement Svg(ProvisionPicture picture, PictureView view = PictureView.All) => XDocument.Parse(Drawing.Of([picture], PictureFormat.Svg, view)).Root!;

    public static XElement Page(params ProvisionPicture[] pictures) => XDocument.Parse(Drawing.Of(pictures, PictureFormat.Html, PictureView.All)).Root!;

    public static double Number(XElement element, string attribute) => double.Parse(element.Attribute(attribute)!.Value, CultureInfo.InvariantCulture);

    /// <summary>Boxes of a class in a drawing, where each group's shift is the same.</summary>
    public static IReadOnlyList<(double Left, double Top, double Right, double Bottom)> Boxes(XElement svg, string style) =>
    [
        .. svg.Descendants(SvgName + "rect").Where(r => (string?)r.Attribute("class") == style)
            .Select(r => (Number(r, "x"), Number(r, "y"), Number(r, "x") + Number(r, "width"), Number(r, "y") + Number(r, "height"))),
    ];
}
