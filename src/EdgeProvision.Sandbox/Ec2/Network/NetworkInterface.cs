using System.Security.Cryptography;
using System.Text;
using EdgeProvision.Sandbox.Ec2.Addresses;
using EdgeProvision.Sandbox.Ec2.Catalogue;
using EdgeProvision.Sandbox.Ec2.Firewall;
using EdgeProvision.Sandbox.Ec2.Instances;
using EdgeProvision.Sandbox.Ec2.Resources;

namespace EdgeProvision.Sandbox.Ec2.Network;

/// <summary>A network card of an instance, with its private addresses and the public ones that are translated to them.</summary>
internal sealed class NetworkInterface(Subnet subnet, string primary, DateTimeOffset createdAt) : Ec2Resource(ResourceKind.Interface, createdAt)
{
    public Subnet Subnet { get; } = subnet;

    /// <summary>The private addresses; the first is the one that stays for as long as the interface.</summary>
    public List<string> Addresses { get; } = [primary];

    public string Primary => Addresses[0];

    /// <summary>Elastic addresses, by the private address that they are translated to.</summary>
    public Dictionary<string, ElasticAddress> Elastic { get; } = [];

    public IReadOnlyList<SecurityGroup> Groups { get; set; } = [];

    /// <summary>The instance that it is in, or null.</summary>
    public Instance? Instance { get; set; }

    public string AttachmentId { get; } = ResourceKind.NewId("eni-attach");

    public string? Description { get; init; }

    public bool DeletesOnTermination { get; init; } = true;

    /// <summary>Whether the instance gets a public address of the service's while it runs.</summary>
    public bool WantsPublicAddress { get; init; }

    /// <summary>Its public addresses are the carrier's.</summary>
    public bool IsInWavelengthZone => Subnet.Zone.Type == ZoneType.Wavelength;

    /// <summary>False for a host that forwards packets which are not its own.</summary>
    public bool ChecksSource { get; set; } = true;

    public string Mac => "02:" + string.Join(':', SHA256.HashData(Encoding.ASCII.GetBytes(Id)).Take(5).Select(value => value.ToString("x2", System.Globalization.CultureInfo.InvariantCulture)));

    public bool HasPublicAddress => Addresses.Exists(address => PublicOf(address) is not null);

    /// <summary>The public address that is translated to a private one, or null.</summary>
    public string? PublicOf(string address)
    {
        if (Elastic.TryGetValue(address, out var elastic))
            return elastic.Address;
        return address == Primary && WantsPublicAddress && Instance is { IsReachable: true, Machine: { } machine } ? machine.PublicAddress : null;
    }
}
