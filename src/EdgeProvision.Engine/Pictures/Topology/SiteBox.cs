namespace EdgeProvision.Engine.Pictures.Topology;

/// <summary>Where a location is drawn.</summary>
internal sealed record SiteBox(Site Site, double X, double Y, double Width, double Height, int Columns)
{
    /// <summary>How wide a host in it is.</summary>
    public double CardWidth(double gap) => ((Width - (2 * SiteLayout.Padding) + gap) / Columns) - gap;
}
