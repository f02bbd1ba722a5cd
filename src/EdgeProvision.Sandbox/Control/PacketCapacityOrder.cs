namespace EdgeProvision.Sandbox.Control;

/// <summary>What is left at Packet of a plan in a facility.</summary>
/// <param name="Count">So many more can be ordered.</param>
/// <param name="Plan">The plan, or <c>*</c> for any.</param>
/// <param name="Facility">The facility, or <c>*</c> for any.</param>
public sealed record PacketCapacityOrder(int Count, string Plan = "*", string Facility = "*");
