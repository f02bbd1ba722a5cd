using EdgeProvision.Sandbox.Ec2.Catalogue;
using EdgeProvision.Sandbox.Ec2.Firewall;
using EdgeProvision.Sandbox.Ec2.Keys;
using EdgeProvision.Sandbox.Ec2.Network;

namespace EdgeProvision.Sandbox.Ec2.Instances;

/// <summary>An accepted order for instances that are alike: every name in it has been found.</summary>
internal sealed record RunOrder(ImageEntry Image, InstanceType Type, Subnet Subnet, IReadOnlyList<SecurityGroup> Groups, int Least, int Most)
{
    public KeyPair? KeyPair { get; init; }

    /// <summary>The text, no longer in base 64.</summary>
    public string? UserData { get; init; }

    public string? ClientToken { get; init; }

    public string? PrivateAddress { get; init; }

    /// <summary>Further private addresses that are asked for by name.</summary>
    public IReadOnlyList<string> SecondaryAddresses { get; init; } = [];

    /// <summary>How many further private addresses are asked for.</summary>
    public int SecondaryCount { get; init; }

    public bool WantsPublicAddress { get; init; }

    public string? InterfaceDescription { get; init; }

    public bool InterfaceDeletesOnTermination { get; init; } = true;

    public string Tenancy { get; init; } = "default";

    public bool HasNestedVirtualization { get; init; }

    public bool IsEbsOptimized { get; init; }

    public bool IsProtected { get; init; }

    public string ShutdownBehavior { get; init; } = "stop";

    public bool IsMonitored { get; init; }

    public string HttpTokens { get; init; } = "optional";

    public IReadOnlyList<BlockDevice> Devices { get; init; } = [];

    public IReadOnlyDictionary<string, string> InstanceTags { get; init; } = new Dictionary<string, string>();

    public IReadOnlyDictionary<string, string> InterfaceTags { get; init; } = new Dictionary<string, string>();
}
