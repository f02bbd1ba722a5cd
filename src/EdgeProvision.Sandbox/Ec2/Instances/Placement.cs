using EdgeProvision.Sandbox.Ec2.Firewall;
using EdgeProvision.Sandbox.Ec2.Network;

namespace EdgeProvision.Sandbox.Ec2.Instances;

/// <summary>Where an instance goes, and how its network interface is to be.</summary>
internal sealed record Placement(Subnet Subnet, IReadOnlyList<SecurityGroup> Groups)
{
    public string? PrivateAddress { get; init; }

    /// <summary>Further private addresses that are asked for by name.</summary>
    public IReadOnlyList<string> SecondaryAddresses { get; init; } = [];

    /// <summary>How many further private addresses are asked for.</summary>
    public int SecondaryCount { get; init; }

    public bool WantsPublicAddress { get; init; }

    public string? Description { get; init; }

    public bool DeletesOnTermination { get; init; } = true;

    public string Tenancy { get; init; } = "default";
}
