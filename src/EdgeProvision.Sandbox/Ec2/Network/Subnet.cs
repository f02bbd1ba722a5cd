using EdgeProvision.Sandbox.Addresses;
using EdgeProvision.Sandbox.Ec2.Catalogue;
using EdgeProvision.Sandbox.Ec2.Resources;

namespace EdgeProvision.Sandbox.Ec2.Network;

/// <summary>A part of a VPC's network, in one zone.</summary>
internal sealed class Subnet(Vpc vpc, Zone zone, AddressBlock block, DateTimeOffset createdAt, DateTimeOffset availableAt) : Ec2Resource(ResourceKind.Subnet, createdAt)
{
    /// <summary>The first four addresses and the last are the service's own.</summary>
    private const int ReservedAtStart = 4;
    private const int Reserved = 5;

    private uint _next = ReservedAtStart;

    public Vpc Vpc { get; } = vpc;

    public Zone Zone { get; } = zone;

    public AddressBlock Block { get; } = block;

    public bool IsDefaultForZone { get; init; }

    public bool MapsPublicIp { get; set; }

    public uint Usable => Block.Count - Reserved;

    public string StateAt(DateTimeOffset moment) => moment >= availableAt ? "available" : "pending";

    public bool IsUsable(uint address) => address >= Block.First + ReservedAtStart && address < Block.First + Block.Count - 1;

    /// <summary>
    /// The next address that is free, or null. One that was given back comes last again: whoever kept a host key for it would see another.
    /// </summary>
    public string? Next(Predicate<string> isTaken)
    {
        for (uint tried = 0; tried < Usable; tried++)
        {
            var address = AddressBlock.Text(Block.First + _next);
            _next = _next + 1 < Block.Count - 1 ? _next + 1 : ReservedAtStart;
            if (!isTaken(address))
                return address;
        }

        return null;
    }
}
