namespace EdgeProvision.Sandbox.Control;

/// <summary>How long calls of a service take beyond their own work: the fixed part, and up to the jitter on top.</summary>
/// <param name="Service">The service's name, or <c>*</c> for all.</param>
/// <param name="FixedMs">Milliseconds for every call.</param>
/// <param name="JitterMs">At most so many milliseconds more, evenly distributed.</param>
public sealed record Latency(string Service, int FixedMs, int JitterMs = 0);
