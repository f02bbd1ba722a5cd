namespace EdgeProvision.Engine.Pictures.Styling;

/// <summary>
/// The style sheets. Colours are written out for each mode instead of as custom properties: not every program that shows SVG knows those. Fonts are
/// whatever the reader's system has; nothing is loaded.
/// </summary>
internal static class Stylesheet
{
    private const string Fonts = "system-ui,-apple-system,\"Segoe UI\",Roboto,\"Helvetica Neue\",\"Noto Sans\",Arial,sans-serif";

    /// <summary>For the drawings.</summary>
    public static string Drawing { get; } = $$"""

        .ep-drawing { font-family: {{Fonts}}; font-size: 12px }
        .ep-h { font-size: 15px; font-weight: 600 }
        .ep-b { font-weight: 600 }
        .ep-s { font-size: 11px }
        .ep-end { text-anchor: end }
        .ep-mid { text-anchor: middle }
        .ep-bar-text { font-size: 11px }
        .ep-line, .ep-border, .ep-rail, .ep-hollow, .ep-critical, .ep-critical-link, .ep-grid, .ep-over { fill: none }
        .ep-rail { stroke-width: 4; stroke-linecap: round; stroke-linejoin: round }
        .ep-critical { stroke-width: 2 }
        .ep-critical-link { stroke-width: 1.5; stroke-dasharray: 3 2 }
        .ep-over { stroke-dasharray: 4 3 }
        .ep-notrun { stroke-dasharray: 3 2 }
        .ep-hollow { stroke-width: 2 }

        """ + Modes(Drawn);

    /// <summary>For a page around them.</summary>
    public static string Page { get; } = $$"""

        :root { color-scheme: light dark }
        body { margin: 0; font: 15px/1.5 {{Fonts}} }
        main { max-width: 1152px; margin: 0 auto; padding: 24px 16px 48px }
        h1 { font-size: 26px; line-height: 1.25; margin: 0 0 4px; overflow-wrap: anywhere }
        h2 { font-size: 18px; margin: 32px 0 10px }
        p { margin: 4px 0 12px; overflow-wrap: anywhere }
        .facts { display: flex; flex-wrap: wrap; gap: 6px 28px; margin: 12px 0 0 }
        .facts div { min-width: 70px; max-width: 100% }
        .facts dt { font-size: 12px }
        .facts dd { margin: 0; font-weight: 600; overflow-wrap: anywhere }
        .picture { border: 1px solid; border-radius: 10px; padding: 16px; overflow-x: auto }
        .picture svg { display: block; max-width: 100%; height: auto; min-width: 680px; margin: 0 auto }
        .wide { overflow-x: auto }
        details { margin: 10px 0 }
        summary { cursor: pointer; font-weight: 600 }
        table { border-collapse: collapse; width: 100%; margin: 8px 0; font-size: 13.5px }
        th, td { text-align: left; padding: 5px 12px 5px 0; border-bottom: 1px solid; vertical-align: top; overflow-wrap: anywhere; min-width: 48px }
        th { font-size: 12px; white-space: nowrap }
        .number { text-align: right; white-space: nowrap }
        .note { border-left: 4px solid; padding: 4px 0 4px 12px }
        .failed li { margin: 6px 0; overflow-wrap: anywhere }
        section + section.provision { margin-top: 56px }
        footer { margin-top: 40px; font-size: 12.5px }
        @media print { .picture { border: 0; padding: 0 } details { display: block } }

        """ + Modes(Paged);

    private static string Modes(Func<Func<Shade, string>, string> rules) =>
        $"{rules(s => s.Light)}@media (prefers-color-scheme: dark) {{\n{rules(s => s.Dark)}}}\n";

    private static string Drawn(Func<Shade, string> of) => $$"""
        .ep-drawing text { fill: {{of(Palette.Text)}} }
        .ep-drawing .ep-muted { fill: {{of(Palette.Muted)}} }
        .ep-ground { fill: {{of(Palette.Ground)}} }
        .ep-panel { fill: {{of(Palette.Panel)}}; stroke: {{of(Palette.Border)}} }
        .ep-card { fill: {{of(Palette.Card)}}; stroke: {{of(Palette.Border)}}; stroke-opacity: .55 }
        .ep-band { fill: {{of(Palette.Panel)}} }
        .ep-grid { stroke: {{of(Palette.Grid)}} }
        .ep-over { stroke: {{of(Palette.Muted)}} }
        .ep-rail { stroke: {{of(Palette.Overlay)}} }
        .ep-overlay { fill: {{of(Palette.Panel)}}; stroke: {{of(Palette.Overlay)}}; stroke-width: 2 }
        .ep-drawing .ep-overlay-text { fill: {{of(Palette.Overlay)}} }
        .ep-drawing .ep-good { fill: {{of(Palette.Good)}} }
        .ep-drawing .ep-busy { fill: {{of(Palette.Busy)}} }
        .ep-drawing .ep-idle { fill: {{of(Palette.Idle)}} }
        .ep-drawing .ep-bad { fill: {{of(Palette.Bad)}} }
        .ep-drawing .ep-hollow { fill: none; stroke: {{of(Palette.Idle)}} }
        .ep-done { fill: {{of(Palette.Done)}} }
        .ep-unchanged { fill: {{of(Palette.Unchanged)}} }
        .ep-failed { fill: {{of(Palette.Bad)}} }
        .ep-notrun { fill: {{of(Palette.Panel)}}; stroke: {{of(Palette.Border)}} }
        .ep-drawing .ep-bar-text { fill: {{of(Palette.OnBar)}} }
        .ep-drawing .ep-bar-text-notrun { fill: {{of(Palette.Muted)}}; font-size: 11px }
        .ep-critical, .ep-critical-link { stroke: {{of(Palette.Critical)}} }

        """;

    private static string Paged(Func<Shade, string> of) => $$"""
        body { background: {{of(Palette.Ground)}}; color: {{of(Palette.Text)}} }
        .picture { border-color: {{of(Palette.Border)}} }
        th, td { border-color: {{of(Palette.Grid)}} }
        th, .facts dt, .muted, footer { color: {{of(Palette.Muted)}} }
        .good { color: {{of(Palette.Good)}} }
        .busy { color: {{of(Palette.Busy)}} }
        .idle { color: {{of(Palette.Idle)}} }
        .bad { color: {{of(Palette.Bad)}} }
        .note { border-color: {{of(Palette.Busy)}} }

        """;
}
