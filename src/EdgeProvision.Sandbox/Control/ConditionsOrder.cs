namespace EdgeProvision.Sandbox.Control;

/// <summary>Conditions of a provider to set; what is not given stays.</summary>
/// <param name="ListLagMs">How far device lists lag.</param>
/// <param name="RateLimit">Calls allowed in one window.</param>
/// <param name="FailNext">So many coming devices fail.</param>
/// <param name="MuteNext">So many coming devices become active with a dark machine.</param>
/// <param name="Capacity">How many more machines there are.</param>
/// <param name="KeepsTerminationTimes">Whether a device ends when its order said so, whatever is asked for later.</param>
public sealed record ConditionsOrder(
    int? ListLagMs = null, int? RateLimit = null, int? FailNext = null, int? MuteNext = null, PacketCapacityOrder? Capacity = null, bool? KeepsTerminationTimes = null);
