using EdgeProvision.Sandbox.Addresses;

namespace EdgeProvision.Sandbox.Ec2.Addresses;

/// <summary>The public addresses of the service. One that was given back comes last again.</summary>
internal sealed class PublicPool(string network)
{
    private readonly AddressBlock _block = AddressBlock.TryParse(network, out var block) && block.PrefixLength is >= 8 and <= 28
        ? block
        : throw new ArgumentException($"{network} is no pool for public addresses.", nameof(network));

    private readonly HashSet<string> _taken = [];
    private uint _next;

    /// <summary>A free address, or null.</summary>
    public string? Take()
    {
        for (uint tried = 0; tried < _block.Count; tried++)
        {
            var address = AddressBlock.Text(_block.First + _next);
            _next = (_next + 1) % _block.Count;
            if (_taken.Add(address))
                return address;
        }

        return null;
    }

    public void GiveBack(string address) => _taken.Remove(address);
}
