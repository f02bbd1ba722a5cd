using EdgeProvision.Sandbox.Addresses;
using EdgeProvision.Sandbox.Ec2.Firewall;
using EdgeProvision.Sandbox.Ec2.Resources;

namespace EdgeProvision.Sandbox.Ec2.Network;

/// <summary>A virtual private cloud.</summary>
internal sealed class Vpc(AddressBlock block, string tenancy, DateTimeOffset createdAt, DateTimeOffset availableAt) : Ec2Resource(ResourceKind.Vpc, createdAt)
{
    public AddressBlock Block { get; } = block;

    public string Tenancy { get; } = tenancy;

    public bool IsDefault { get; init; }

    public bool HasDnsSupport { get; set; } = true;

    public bool HasDnsHostnames { get; set; }

    /// <summary>Made with it and deleted with it.</summary>
    public required RouteTable MainTable { get; init; }

    /// <summary>Made with it and deleted with it.</summary>
    public required SecurityGroup DefaultGroup { get; init; }

    public string StateAt(DateTimeOffset moment) => moment >= availableAt ? "available" : "pending";
}
