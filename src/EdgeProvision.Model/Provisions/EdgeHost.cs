namespace EdgeProvision.Model;

/// <summary>A machine rented at a provider and registered as an OpenNebula host. A snapshot computed from front-end data alone.</summary>
public sealed record EdgeHost
{
    /// <summary>The OpenNebula host id.</summary>
    public required int Id { get; init; }

    /// <summary>The OpenNebula host name: the public address once it is known.</summary>
    public required string Name { get; init; }

    /// <summary>State in this module's words.</summary>
    public required EdgeHostState State { get; init; }

    /// <summary>The key within the provision: the evaluated <c>provision.hostname</c>.</summary>
    public required string Hostname { get; init; }

    /// <summary>The provision's name.</summary>
    public required string Provision { get; init; }

    /// <summary>The provision's UUID.</summary>
    public required string ProvisionId { get; init; }

    /// <summary>The provider driver's name.</summary>
    public required string Driver { get; init; }

    /// <summary>The device id at the provider, or null while none is known.</summary>
    public string? DeviceId { get; init; }

    /// <summary>The address by which it is reached, or null while none is known.</summary>
    public string? Address { get; init; }

    /// <summary>Cluster name.</summary>
    public string? Cluster { get; init; }

    /// <summary>OpenNebula's own short word for the state: <c>on</c>, <c>off</c>, <c>init</c>, <c>err</c> ...</summary>
    public required string FrontEndState { get; init; }

    /// <summary><c>pending</c>, <c>configured</c> or <c>error</c>.</summary>
    public string? ConfigurationStatus { get; init; }

    /// <summary>Power as the engine last set it: <c>on</c>, <c>off</c>, <c>restarting</c>.</summary>
    public string? Power { get; init; }

    /// <summary>CPU capacity in hundredths of a core; 0 while unknown.</summary>
    public int TotalCpu { get; init; }

    /// <summary>Memory capacity in KiB; 0 while unknown.</summary>
    public long TotalMemoryKiB { get; init; }

    /// <summary>CPU given to virtual machines, in hundredths of a core.</summary>
    public int UsedCpu { get; init; }

    /// <summary>Memory given to virtual machines, in KiB.</summary>
    public long UsedMemoryKiB { get; init; }

    /// <summary>Ids of the virtual machines on it.</summary>
    public IReadOnlyList<int> VirtualMachines { get; init; } = [];

    /// <summary>Facility, metro, region or zone from the descriptor.</summary>
    public string? Location { get; init; }

    /// <summary>Login name for SSH.</summary>
    public string RemoteUser { get; init; } = "root";

    /// <summary>Port of SSH.</summary>
    public int RemotePort { get; init; } = 22;

    /// <summary>The pinned SSH host key (<c>ssh-ed25519 AAAA…</c>), or null before the first contact.</summary>
    public string? SshHostKey { get; init; }

    /// <summary>Its name: what stands for it in a text.</summary>
    public override string ToString() => Name;
}
