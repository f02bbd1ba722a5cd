using System.Globalization;
using EdgeProvision.Sandbox.Addresses;

namespace EdgeProvision.Sandbox.Hosts.Network;

/// <summary>The address of a machine in a network of its provider's own.</summary>
/// <param name="Address">The address.</param>
/// <param name="PrefixLength">Length of that network's prefix.</param>
/// <param name="Gateway">The way on: the network's first address.</param>
internal sealed record InnerAddress(string Address, int PrefixLength, string Gateway)
{
    /// <summary>Of <c>10.0.1.5/24</c>.</summary>
    public static InnerAddress Parse(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var (address, length) = (text[..slash], int.Parse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture));
        return new InnerAddress(address, length, AddressBlock.Text(AddressBlock.Around(address, length).First + 1));
    }
}
