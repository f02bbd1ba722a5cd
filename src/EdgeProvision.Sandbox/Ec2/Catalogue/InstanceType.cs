namespace EdgeProvision.Sandbox.Ec2.Catalogue;

/// <summary>A kind of machine for rent.</summary>
/// <param name="Name">Its name in requests.</param>
/// <param name="Cores">Cores.</param>
/// <param name="ThreadsPerCore">Virtual processors of each.</param>
/// <param name="MemoryMib">Memory.</param>
/// <param name="Gigahertz">The sustained clock.</param>
/// <param name="Interfaces">Network interfaces that it takes.</param>
/// <param name="AddressesPerInterface">Private IPv4 addresses of each, the first included.</param>
/// <param name="Network">Its network's speed, in the service's words.</param>
internal sealed record InstanceType(
    string Name, int Cores, int ThreadsPerCore, int MemoryMib, decimal Gigahertz, int Interfaces, int AddressesPerInterface, string Network)
{
    public string Architecture { get; init; } = "x86_64";

    public string Manufacturer { get; init; } = "Intel";

    /// <summary>Virtual machines of its own may run in it once <c>CpuOptions.NestedVirtualization</c> says so.</summary>
    public bool HasNestedVirtualization { get; init; }

    public InstanceDisk? Disks { get; init; }

    /// <summary>False for the zones at the edge, which have little.</summary>
    public bool IsInEveryZone { get; init; }

    public bool IsBareMetal => Name.EndsWith(".metal", StringComparison.Ordinal);

    public int Vcpus => Cores * ThreadsPerCore;

    /// <summary>What an operating system finds of the memory sold.</summary>
    public long UsableMemoryKib => MemoryMib * 1024L / 100 * 97;

    /// <summary>Whether it is sold in a zone. Local zones have a few types, wavelength zones still fewer; one ordinary zone has not the newest.</summary>
    public bool IsOfferedIn(Zone zone) => zone.Type switch
    {
        ZoneType.Local => IsInEveryZone || Name is "c5.metal" or "m5.metal",
        ZoneType.Wavelength => IsInEveryZone && !IsBareMetal,
        _ => !(HasNestedVirtualization && zone.Name.EndsWith('c')),
    };
}
