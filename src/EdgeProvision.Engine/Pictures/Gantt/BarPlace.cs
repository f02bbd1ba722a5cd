namespace EdgeProvision.Engine.Pictures.Gantt;

/// <summary>Where a step's bar is.</summary>
internal sealed record BarPlace(double X, double Y, double Width, double Height)
{
    public double Right => X + Width;

    public double Middle => Y + (Height / 2);
}
