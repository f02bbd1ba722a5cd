using EdgeProvision.Engine.Pictures.Html;
using EdgeProvision.Engine.Pictures.Markdown;
using EdgeProvision.Engine.Pictures.Mermaid;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Pictures;

/// <summary>From what is known of provisions, or from plans, to text that shows it. Pure: no clock, no files, no network.</summary>
public static class Drawing
{
    /// <summary>Draws provisions.</summary>
    /// <exception cref="EdgeException"><c>PictureHoldsOne</c>: an SVG or a Mermaid diagram shows one provision.</exception>
    public static string Of(IReadOnlyList<ProvisionPicture> pictures, PictureFormat format, PictureView view) => format switch
    {
        PictureFormat.Html => ProvisionPage.Of(pictures, view),
        PictureFormat.Markdown => string.Join("\n", pictures.Select(p => ProvisionMarkdown.Of(p, view))),
        PictureFormat.Mermaid when One(pictures, format) is var one => view == PictureView.Timeline ? TimelineMermaid.Of(one) : TopologyMermaid.Of(one),
        _ => SvgPicture.Of(One(pictures, format), view),
    };

    /// <summary>Shows plans.</summary>
    /// <exception cref="EdgeException"><c>PictureHoldsOne</c>; <c>PlanNotDrawn</c>: a plan has nothing that an SVG could show.</exception>
    public static string Of(IReadOnlyList<Plan> plans, PictureFormat format) => format switch
    {
        PictureFormat.Html => PlanPage.Of(plans),
        PictureFormat.Markdown => string.Join("\n", plans.Select(PlanMarkdown.Of)),
        PictureFormat.Mermaid => PlanMermaid.Of(One(plans, format)),
        _ => throw new EdgeException("PlanNotDrawn", ErrorKind.NotSupported, "A plan has neither places nor times, so that there is nothing to draw as Svg.")
        {
            Target = plans.Count > 0 ? plans[0].Provision : null,
            RecommendedAction = "Use the format Markdown, Html or Mermaid for plans.",
        },
    };

    /// <summary>What the name of a file of that format ends with.</summary>
    public static string Extension(PictureFormat format) => format switch
    {
        PictureFormat.Html => ".html",
        PictureFormat.Svg => ".svg",
        PictureFormat.Mermaid => ".mmd",
        _ => ".md",
    };

    private static T One<T>(IReadOnlyList<T> subjects, PictureFormat format) => subjects.Count == 1
        ? subjects[0]
        : throw new EdgeException("PictureHoldsOne", ErrorKind.InvalidInput, $"{subjects.Count} things do not fit into one {format} picture.")
        {
            RecommendedAction = "Name one provision, give a folder as the path (a file each), or use the format Html or Markdown.",
        };
}
