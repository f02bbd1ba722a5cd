namespace EdgeProvision.Engine.Providers.Addresses;

/// <summary>That an address leads to a machine.</summary>
/// <param name="Id">The provider's id of it. Another one each time.</param>
/// <param name="DeviceId">The machine, or null where the provider does not tell or it leads to something else.</param>
/// <param name="InnerAddress">
/// What traffic for it is addressed to when it arrives at the machine, and what the machine has to send from: the address itself at Packet, a private address at EC2. Neither is
/// configured on the machine.
/// </param>
public sealed record AddressAssignment(string Id, string? DeviceId, string InnerAddress)
{
    /// <summary>True when it arrives at the machine as the machine's own address: then it is the machine's, and never one of a virtual machine.</summary>
    public bool IsMachinesOwn { get; init; }
}
