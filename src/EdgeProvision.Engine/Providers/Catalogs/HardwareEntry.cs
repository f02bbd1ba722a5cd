namespace EdgeProvision.Engine.Providers.Catalogs;

/// <summary>A kind of machine on offer. What the service does not tell is null.</summary>
/// <param name="Id">The service's id.</param>
/// <param name="Slug">The word for it in requests.</param>
/// <param name="Name">Its name for people.</param>
public sealed record HardwareEntry(string Id, string Slug, string Name) : CatalogEntry(Id, Slug, Name)
{
    /// <summary>What the service says of it.</summary>
    public string? Description { get; init; }

    /// <summary>False where virtual machines cannot run on it with KVM.</summary>
    public bool? RunsKvm { get; init; }

    /// <summary>Number of processors.</summary>
    public int? ProcessorCount { get; init; }

    /// <summary>The processor's name.</summary>
    public string? Processor { get; init; }

    /// <summary>Cores of all processors.</summary>
    public int? Cores { get; init; }

    /// <summary>Memory in GB.</summary>
    public double? MemoryGB { get; init; }

    /// <summary>Disks as text.</summary>
    public IReadOnlyList<string> Disks { get; init; } = [];

    /// <summary>Size of all disks in GB.</summary>
    public double? DiskGB { get; init; }

    /// <summary>The price of an hour where no place has its own.</summary>
    public decimal? HourlyPrice { get; init; }

    /// <summary>The currency of the prices.</summary>
    public string? Currency { get; init; }

    /// <summary>Places where it is offered, with their prices, by their words; empty when the service does not tell.</summary>
    public IReadOnlyDictionary<string, decimal?> Places { get; init; } = new Dictionary<string, decimal?>();

    /// <summary>The price of an hour at one of these places: the same at all of them, or not known.</summary>
    public decimal? PriceAt(IReadOnlyCollection<string> places)
    {
        // The service chooses the place: only a price that holds for all of them is one.
        var prices = (places.Count == 0 ? Places.Values.Select(p => p ?? HourlyPrice) : places.Select(p => Places.GetValueOrDefault(p) ?? HourlyPrice)).Distinct().ToList();
        return prices.Count == 0 ? HourlyPrice : prices.Count == 1 ? prices[0] : null;
    }
}
