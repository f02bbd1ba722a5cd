using EdgeProvision.Sandbox.Ec2.Network;
using EdgeProvision.Sandbox.Ec2.Resources;

namespace EdgeProvision.Sandbox.Ec2.Addresses;

/// <summary>A public address that an account keeps for as long as it pays for it.</summary>
internal sealed class ElasticAddress(string address, string borderGroup, bool isCarrier, DateTimeOffset createdAt) : Ec2Resource(ResourceKind.Address, createdAt)
{
    private readonly HashSet<string> _associationIds = [];

    public string Address { get; } = address;

    /// <summary>The zones that it can be used in: a region's own, or those of a group at its edge.</summary>
    public string BorderGroup { get; } = borderGroup;

    /// <summary>In wavelength zones addresses are the carrier's.</summary>
    public bool IsCarrier { get; } = isCarrier;

    public AddressAssociation? Association { get; private set; }

    /// <summary>Whether it has, or had, an association of that id.</summary>
    public bool HasHad(string associationId) => _associationIds.Contains(associationId);

    public void Associate(NetworkInterface card, string privateAddress)
    {
        Dissociate();
        Association = new AddressAssociation(ResourceKind.NewId("eipassoc"), card, privateAddress);
        _associationIds.Add(Association.Id);
        card.Elastic[privateAddress] = this;
    }

    public void Dissociate()
    {
        if (Association is { } old)
            old.Interface.Elastic.Remove(old.PrivateAddress);
        Association = null;
    }
}
