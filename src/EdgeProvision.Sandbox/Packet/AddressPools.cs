using EdgeProvision.Sandbox.Addresses;

namespace EdgeProvision.Sandbox.Packet;

/// <summary>
/// The networks that reservations are cut from. The lower half of the public pool serves public addresses, the upper quarter global ones; the quarter
/// between them is never used here.
/// </summary>
internal sealed class AddressPools(string publicPool)
{
    private readonly AddressBlock _public = AddressBlock.TryParse(publicPool, out var block) && block.PrefixLength is >= 8 and <= 28
        ? block
        : throw new ArgumentException($"{publicPool} is no pool for public addresses.", nameof(publicPool));

    public static IReadOnlyList<string> Types { get; } = ["public_ipv4", "global_ipv4", "private_ipv4"];

    /// <summary>The part of the public pool that no reservation is cut from.</summary>
    public AddressBlock Unused => new(_public.First + (_public.Count / 2), _public.PrefixLength + 2);

    public AddressBlock Of(string type) => type switch
    {
        "public_ipv4" => new AddressBlock(_public.First, _public.PrefixLength + 1),
        "global_ipv4" => new AddressBlock(_public.First + (_public.Count / 4 * 3), _public.PrefixLength + 2),
        _ => new AddressBlock(0x0AC8_0000, 16),
    };
}
