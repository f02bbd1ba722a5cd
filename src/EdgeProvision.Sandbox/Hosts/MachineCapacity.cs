namespace EdgeProvision.Sandbox.Hosts;

/// <summary>What a probe on a host reports of its hardware.</summary>
/// <param name="MachineId">The machine's id in the room.</param>
/// <param name="Cpu">Hundredths of a core.</param>
/// <param name="MemoryKib">Kibibytes.</param>
public sealed record MachineCapacity(string MachineId, int Cpu, long MemoryKib);
