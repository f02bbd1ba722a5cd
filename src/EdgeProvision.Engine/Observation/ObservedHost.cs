using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Engine.Records;

namespace EdgeProvision.Engine.Observation;

/// <summary>A host of a provision as the front-end shows it.</summary>
public sealed record ObservedHost
{
    /// <summary>OpenNebula id.</summary>
    public required int Id { get; init; }

    /// <summary>OpenNebula name: the generated one until the address is known.</summary>
    public required string Name { get; init; }

    /// <summary>OpenNebula's STATE; 8 is offline.</summary>
    public required int State { get; init; }

    /// <summary>Member key: lower-case host name.</summary>
    public required string Key { get; init; }

    /// <summary>Driver (PM_MAD).</summary>
    public required string Driver { get; init; }

    /// <summary>The device id that was recorded, or null.</summary>
    public string? DeviceId { get; init; }

    /// <summary>State of the purchase, or null for a host of the original tool.</summary>
    public HostRequest? Request { get; init; }

    /// <summary>Configuration that it has, or null.</summary>
    public string? Fingerprint { get; init; }

    /// <summary>Pinned host key, or null.</summary>
    public string? SshHostKey { get; init; }

    /// <summary>What its power was last meant to be.</summary>
    public HostPower Power { get; init; } = HostPower.On;

    /// <summary><c>pending</c>, <c>configured</c>, <c>error</c>, or null.</summary>
    public string? ConfigurationStatus { get; init; }

    /// <summary>The whole template, secrets as the front-end shows them.</summary>
    public required AttributeTree Template { get; init; }

    /// <summary>Ids of virtual machines on it.</summary>
    public IReadOnlyList<int> VirtualMachines { get; init; } = [];

    /// <summary>Where it is reached: its name, or what stands beside a generated one; null while that is not known.</summary>
    public string? Address => Name.StartsWith("provision-", StringComparison.Ordinal) ? Template.Text(EdgeAttribute.Address) : Name;

    /// <summary>True once its address is known.</summary>
    public bool HasAddress => Address is not null;

    /// <summary>True when a configuration ever succeeded: its device is then replaced or deleted only on the user's word.</summary>
    public bool WasConfigured => Fingerprint is not null || ConfigurationStatus == "configured";

    /// <summary>True when the claim was written: the intent stands in OpenNebula with its key.</summary>
    public bool IsClaimed => Template.Contains(EdgeAttribute.Key) || DeviceId is not null;

    /// <summary>True when OpenNebula keeps it offline.</summary>
    public bool IsOffline => State == 8;
}
