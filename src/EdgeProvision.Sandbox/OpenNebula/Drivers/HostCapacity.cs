namespace EdgeProvision.Sandbox.OpenNebula.Drivers;

/// <summary>What monitoring found on a host.</summary>
/// <param name="Cpu">Hundredths of a core: 400 is four cores.</param>
/// <param name="MemoryKiB">Memory in KiB.</param>
public sealed record HostCapacity(int Cpu, long MemoryKiB);
