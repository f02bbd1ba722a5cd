namespace EdgeProvision.Model;

/// <summary>An address range of a virtual network.</summary>
/// <param name="Id">Its number in the network.</param>
/// <param name="Type"><c>IP4</c>, <c>IP6</c>, <c>IP4_6</c>, <c>ETHER</c> …</param>
/// <param name="First">The first IPv4 address, or null for a range without.</param>
/// <param name="Last">The last IPv4 address, or null.</param>
/// <param name="Size">How many addresses.</param>
/// <param name="AddressManager">IPAM_MAD: the driver that rented it, or null for a range of the descriptor's own.</param>
public sealed record EdgeAddressRange(int Id, string Type, string? First, string? Last, int Size, string? AddressManager)
{
    /// <summary>For example <c>192.168.150.2-192.168.150.11</c>, or <c>10 of ETHER</c>.</summary>
    public override string ToString() => First is null ? FormattableString.Invariant($"{Size} of {Type}") : First == Last ? First : $"{First}-{Last}";
}
