using EdgeProvision.Engine.Pictures.Markup;
using EdgeProvision.Engine.Pictures.Wording;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Pictures.Topology;

/// <summary>A network or a datastore as a small box.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Facts">What is said of it.</param>
/// <param name="IsBad">Whether it is in error.</param>
internal sealed record Chip(string Name, string Facts, bool IsBad)
{
    public const double Height = 42;
    public const double Gap = 8;
    private const double Narrowest = 290;

    public static Chip Of(EdgeNetwork network) => new(
        VisibleText.Of(network.Name),
        $"{(network.Bridge.Length == 0 ? "no bridge" : $"bridge {VisibleText.Of(network.Bridge)}")} · {VisibleText.Of(network.Driver)} · {VisibleText.Of(HostLook.NetworkWord(network.State))} · {Amounts.Count(network.UsedLeases, "lease", "leases")}",
        network.State == "err");

    public static Chip Of(EdgeDatastore datastore) => new(
        VisibleText.Of(datastore.Name), $"{TypeWord(datastore.Type)} · {VisibleText.Of(datastore.TransferDriver)} · {Amounts.Count(datastore.ImageCount, "image", "images")}", false);

    /// <summary>The height of chips in rows of a width.</summary>
    public static double HeightOf(int count, double width) => count == 0 ? 0 : (((count + Columns(width) - 1) / Columns(width)) * (Height + Gap)) - Gap;

    /// <summary>Draws chips in rows.</summary>
    public static void Draw(SvgWriter svg, IReadOnlyList<Chip> chips, double x, double y, double width)
    {
        var columns = Columns(width);
        var each = ((width + Gap) / columns) - Gap;
        for (var i = 0; i < chips.Count; i++)
            chips[i].Draw(svg, x + (i % columns * (each + Gap)), y + (i / columns * (Height + Gap)), each);
    }

    private static int Columns(double width) => Math.Max(1, (int)((width + Gap) / (Narrowest + Gap)));

    private static string TypeWord(string type) => type switch { "img" => "images", "sys" => "system", "fil" => "files", _ => VisibleText.Of(type) };

    private void Draw(SvgWriter svg, double x, double y, double width)
    {
        svg.OpenTitled($"{Name}: {Facts}");
        svg.Rect(x, y, width, Height, "ep-card", 6);
        svg.Text(x + 10, y + 18, TextWidth.ClipName(Name, width - 20, 12 * TextWidth.Bold), "ep-b");
        svg.Text(x + 10, y + 34, TextWidth.Clip(Facts, width - 16, 11), IsBad ? "ep-s ep-bad" : "ep-s ep-muted");
        svg.Close();
    }
}
