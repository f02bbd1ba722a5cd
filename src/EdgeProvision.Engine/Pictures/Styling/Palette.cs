namespace EdgeProvision.Engine.Pictures.Styling;

/// <summary>
/// The colours. Text on its ground has a contrast of at least 4.5, a shape on its ground of at least 3 (a test computes both); what a colour says is
/// also said by a word or a sign.
/// </summary>
internal static class Palette
{
    public static readonly Shade Ground = new("#ffffff", "#0d1218");
    public static readonly Shade Panel = new("#f5f7fa", "#171f29");
    public static readonly Shade Card = new("#ffffff", "#1f2935");
    public static readonly Shade Border = new("#7f8a97", "#627284");
    public static readonly Shade Grid = new("#e3e7ec", "#222c38");
    public static readonly Shade Text = new("#1b2129", "#e8eef5");
    public static readonly Shade Muted = new("#55606d", "#a3b0be");

    public static readonly Shade Good = new("#1a7f37", "#4cc264");
    public static readonly Shade Busy = new("#8a5d00", "#e0a93a");
    public static readonly Shade Idle = new("#5f6a76", "#98a5b3");
    public static readonly Shade Bad = new("#b3261e", "#ff8b80");
    public static readonly Shade Overlay = new("#6f42c1", "#b99cf5");

    public static readonly Shade Done = new("#2a66ad", "#6aaaf2");
    public static readonly Shade Unchanged = new("#647180", "#8f9dac");
    public static readonly Shade OnBar = new("#ffffff", "#0b1118");
    public static readonly Shade Critical = new("#c2570a", "#ffb454");

    /// <summary>Text colours and the grounds that they stand on.</summary>
    public static IReadOnlyList<(Shade Text, Shade Ground)> Texts { get; } =
    [
        .. from text in new[] { Text, Muted, Good, Busy, Idle, Bad } from ground in new[] { Ground, Panel, Card } select (text, ground),
        (Overlay, Ground), (Overlay, Panel), (Critical, Ground),
        (OnBar, Done), (OnBar, Unchanged), (OnBar, Bad),
    ];

    /// <summary>Shapes and the grounds that they stand on.</summary>
    public static IReadOnlyList<(Shade Shape, Shade Ground)> Shapes { get; } =
        [.. from shape in new[] { Border, Done, Unchanged, Bad, Critical, Overlay } from ground in new[] { Ground, Panel } select (shape, ground)];
}
