using EdgeProvision.Sandbox.Ec2.Catalogue;
using EdgeProvision.Sandbox.Ec2.Keys;
using EdgeProvision.Sandbox.Ec2.Network;

namespace EdgeProvision.Sandbox.Ec2.Instances;

/// <summary>An accepted order for instances that are alike: every name in it has been found.</summary>
internal sealed record RunOrder(ImageEntry Image, InstanceType Type, Placement Place, int Least, int Most)
{
    public Subnet Subnet => Place.Subnet;

    public KeyPair? KeyPair { get; init; }

    /// <summary>The text, no longer in base 64.</summary>
    public string? UserData { get; init; }

    public string? ClientToken { get; init; }

    public bool HasNestedVirtualization { get; init; }

    public bool IsEbsOptimized { get; init; }

    public bool IsProtected { get; init; }

    public string ShutdownBehavior { get; init; } = "stop";

    public bool IsMonitored { get; init; }

    public string HttpTokens { get; init; } = "optional";

    public IReadOnlyList<BlockDevice> Devices { get; init; } = [];

    public IReadOnlyDictionary<string, string> InstanceTags { get; init; } = new Dictionary<string, string>();

    public IReadOnlyDictionary<string, string> VolumeTags { get; init; } = new Dictionary<string, string>();

    public IReadOnlyDictionary<string, string> InterfaceTags { get; init; } = new Dictionary<string, string>();
}
