using EdgeProvision.Model;

namespace EdgeProvision.Engine.Operations;

/// <summary>What came of looking at one host: its drift, or why it could not be looked at.</summary>
/// <param name="Host">The host.</param>
/// <param name="Drift">What was found out, or null.</param>
/// <param name="Error">Why nothing was, or null.</param>
public sealed record HostCheck(EdgeHost Host, HostDrift? Drift, EdgeException? Error);
