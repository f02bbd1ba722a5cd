namespace EdgeProvision.Sandbox.Control;

/// <summary>A machine that the sandbox's project at Packet has reserved.</summary>
/// <param name="Plan">What it is.</param>
/// <param name="Facility">Where it stands.</param>
/// <param name="Rate">What a billing cycle costs, or null where the API is to say nothing.</param>
/// <param name="BillingCycle">The cycle.</param>
/// <param name="Spare">True for one that cannot be ordered until another breaks.</param>
public sealed record PacketReservedOrder(string Plan, string Facility, decimal? Rate = null, string BillingCycle = "yearly", bool Spare = false);
