using System.Xml.Linq;

namespace EdgeProvision.Engine.OpenNebula;

/// <summary>Capacity of a host.</summary>
/// <param name="TotalCpu">In hundredths of a core; 0 before the first monitoring.</param>
/// <param name="UsedCpu">Given to virtual machines.</param>
/// <param name="TotalMemoryKiB">In KiB; 0 before the first monitoring.</param>
/// <param name="UsedMemoryKiB">Given to virtual machines.</param>
public sealed record HostCapacity(int TotalCpu, int UsedCpu, long TotalMemoryKiB, long UsedMemoryKiB)
{
    /// <summary>Before the first monitoring.</summary>
    public static readonly HostCapacity Unknown = new(0, 0, 0, 0);

    internal static HostCapacity Read(XElement? share) => share is null ? Unknown : new HostCapacity(
        share.Number("TOTAL_CPU"), share.Number("CPU_USAGE"), share.LongNumber("TOTAL_MEM"), share.LongNumber("MEM_USAGE"));
}
