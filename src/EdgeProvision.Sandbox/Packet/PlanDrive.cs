namespace EdgeProvision.Sandbox.Packet;

/// <summary>Disks of one sort in a machine.</summary>
/// <param name="Count">How many.</param>
/// <param name="Size">The size of each, as sold: <c>480GB</c>.</param>
/// <param name="Type"><c>SSD</c> or <c>NVME</c>.</param>
internal sealed record PlanDrive(int Count, string Size, string Type);
