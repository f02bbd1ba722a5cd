using EdgeProvision.Sandbox.Ec2.Resources;

namespace EdgeProvision.Sandbox.Ec2.Keys;

/// <summary>A public key that an account keeps for its instances.</summary>
internal sealed class KeyPair(string name, OpenSshKey key, DateTimeOffset createdAt) : Ec2Resource(ResourceKind.KeyPair, createdAt)
{
    public string Name { get; } = name;

    public OpenSshKey Key { get; } = key;
}
