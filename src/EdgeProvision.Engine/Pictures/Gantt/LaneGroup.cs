namespace EdgeProvision.Engine.Pictures.Gantt;

/// <summary>Lanes that belong together: a location's hosts.</summary>
/// <param name="Title">What stands above them.</param>
/// <param name="Lanes">The lanes.</param>
internal sealed record LaneGroup(string Title, IReadOnlyList<Lane> Lanes);
