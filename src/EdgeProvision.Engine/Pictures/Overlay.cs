namespace EdgeProvision.Engine.Pictures;

/// <summary>The overlay network of a provision.</summary>
/// <param name="Members">Keys of the hosts whose playbooks join them to it.</param>
/// <param name="Bridges">The bridges by which virtual machines reach it, where they can be told.</param>
/// <param name="IsAgreed">True when every reachable member had the same set of peers when an operation last ended.</param>
public sealed record Overlay(IReadOnlyList<string> Members, IReadOnlyList<string> Bridges, bool IsAgreed);
