namespace EdgeProvision.Sandbox.OpenNebula.Objects;

/// <summary>Who has an address: a virtual machine, or nobody (<paramref name="Vm"/> is -1), when it is held.</summary>
internal sealed record LeaseHolder(int Vm)
{
    internal static readonly LeaseHolder Hold = new(-1);

    /// <summary>The number that stands for it in the attribute ALLOCATED: a mark of the kind above the id's 32 bits.</summary>
    internal long Packed => 0x1000000000L | (uint)Vm;
}
