namespace EdgeProvision.Engine.Pictures.Styling;

/// <summary>A colour in both modes, as <c>#rrggbb</c>.</summary>
/// <param name="Light">On a light ground.</param>
/// <param name="Dark">On a dark ground.</param>
internal sealed record Shade(string Light, string Dark);
