namespace EdgeProvision.Sandbox.Packet;

/// <summary>A kind of machine for rent.</summary>
/// <param name="Slug">Its name in requests.</param>
/// <param name="Alias">A second name that old descriptors use, or empty.</param>
/// <param name="Cpus">Cores in all.</param>
/// <param name="Processor">The processor's name.</param>
/// <param name="MemoryGigabytes">Memory as sold.</param>
/// <param name="HourlyPrice">US dollars.</param>
internal sealed record HardwarePlan(string Slug, string Alias, int Cpus, string Processor, int MemoryGigabytes, decimal HourlyPrice)
{
    public string Id => StableId.Of("plan", Slug);

    /// <summary>
    /// What an operating system finds of the memory sold: the rest is the firmware's and the kernel's. 8 GB show up as 7.8G,
    /// as on the screen of the talk.
    /// </summary>
    public long UsableMemoryKib => MemoryGigabytes * 8_178_892L / 8;

    public bool IsNamed(string text) => text == Slug || text == Id || (Alias.Length > 0 && text == Alias);
}
