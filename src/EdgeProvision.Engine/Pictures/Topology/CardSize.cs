namespace EdgeProvision.Engine.Pictures.Topology;

/// <summary>How large a host is drawn: the more hosts, the smaller.</summary>
/// <param name="Width">Width.</param>
/// <param name="Height">Height.</param>
/// <param name="Gap">Between two of them.</param>
internal sealed record CardSize(double Width, double Height, double Gap)
{
    private const int MostTall = 24;

    /// <summary>Whether there is a line for capacity.</summary>
    public bool HasCapacity => Height > 50;

    public static CardSize For(int hosts) => hosts <= MostTall ? new CardSize(204, 62, 10) : new CardSize(172, 40, 6);
}
