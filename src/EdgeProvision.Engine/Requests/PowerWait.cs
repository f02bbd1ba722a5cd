namespace EdgeProvision.Engine.Requests;

/// <summary>Go on until a power change has come to its end for OpenNebula, too: its state of the host is what it was before.</summary>
/// <param name="Timeout">How long a host may take in all; null for the usual limits of each part.</param>
/// <param name="Delay">Between two looks; null for the usual.</param>
public sealed record PowerWait(TimeSpan? Timeout, TimeSpan? Delay);
