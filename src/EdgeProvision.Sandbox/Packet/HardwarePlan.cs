namespace EdgeProvision.Sandbox.Packet;

/// <summary>A kind of machine for rent.</summary>
/// <param name="Slug">Its name in requests.</param>
/// <param name="Alias">A second name that old descriptors use, or empty.</param>
/// <param name="Processors">How many of them.</param>
/// <param name="Processor">The processor's name.</param>
/// <param name="Cores">Cores of all processors.</param>
/// <param name="MemoryGigabytes">Memory as sold.</param>
/// <param name="Drives">Disks.</param>
/// <param name="HourlyPrice">US dollars.</param>
internal sealed record HardwarePlan(
    string Slug, string Alias, int Processors, string Processor, int Cores, int MemoryGigabytes, IReadOnlyList<PlanDrive> Drives, decimal HourlyPrice)
{
    // What a machine costs more on the other side of the world.
    private const decimal FarSurcharge = 1.2m;

    public string Id => StableId.Of("plan", Slug);

    /// <summary>Metros in which it costs more.</summary>
    public static IReadOnlyList<string> FarMetros { get; } = ["ty", "sg"];

    /// <summary>Facilities that have none left.</summary>
    public IReadOnlyList<string> SoldOutIn { get; init; } = [];

    /// <summary>Facilities that have few left.</summary>
    public IReadOnlyList<string> ScarceIn { get; init; } = [];

    /// <summary>
    /// What an operating system finds of the memory sold: the rest is the firmware's and the kernel's. 8 GB show up as 7.8G,
    /// as on the screen of the talk.
    /// </summary>
    public long UsableMemoryKib => MemoryGigabytes * 8_178_892L / 8;

    public bool IsNamed(string text) => text == Slug || text == Id || (Alias.Length > 0 && text == Alias);

    /// <summary>The price of an hour in a metro.</summary>
    public decimal PriceIn(string metro) => FarMetros.Contains(metro) ? decimal.Round(HourlyPrice * FarSurcharge, 2) : HourlyPrice;

    /// <summary>How many a facility has left.</summary>
    public int StockIn(string facility) => SoldOutIn.Contains(facility) ? 0 : ScarceIn.Contains(facility) ? 3 : 25;
}
