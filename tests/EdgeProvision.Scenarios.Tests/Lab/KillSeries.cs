namespace EdgeProvision.Scenarios.Tests.Lab;

/// <summary>Kills that follow each other: the same command is run again after each, and killed at the next point, which lies further on its way.</summary>
public sealed record KillSeries(string Name, IReadOnlyList<Point> Points)
{
    public override string ToString() => Name;
}
