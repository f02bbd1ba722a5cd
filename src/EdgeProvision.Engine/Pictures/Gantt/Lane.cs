namespace EdgeProvision.Engine.Pictures.Gantt;

/// <summary>A line of the timeline: a host with its steps, or one step of the provision itself.</summary>
/// <param name="Label">What stands before it.</param>
/// <param name="Steps">Its steps in the order of their beginnings.</param>
internal sealed record Lane(string Label, IReadOnlyList<TimedStep> Steps);
