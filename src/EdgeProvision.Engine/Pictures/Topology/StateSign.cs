using EdgeProvision.Engine.Pictures.Markup;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Pictures.Topology;

/// <summary>A sign for a host's state that can be told from the others without its colour.</summary>
internal static class StateSign
{
    /// <summary>Draws it around a point.</summary>
    public static void Draw(SvgWriter svg, double x, double y, EdgeHostState state)
    {
        switch (state)
        {
            case EdgeHostState.Ready:
                svg.Path($"M{x - 5} {y}a5 5 0 1 0 10 0a5 5 0 1 0 -10 0z", "ep-good");
                break;
            case EdgeHostState.Off:
                svg.Path($"M{x - 4} {y}a4 4 0 1 0 8 0a4 4 0 1 0 -8 0z", "ep-hollow");
                break;
            case EdgeHostState.Error:
                svg.Cross(x, y);
                break;
            default:
                svg.Path($"M{x} {y - 6}l6 6l-6 6l-6 -6z", "ep-busy");
                break;
        }
    }
}
