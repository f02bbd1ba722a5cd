namespace EdgeProvision.Model;

/// <summary>A kind of machine that a provider rents. What the provider does not tell is null.</summary>
public sealed record EdgeHardware
{
    /// <summary>The word for it in descriptors: <c>baremetal_0</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The provider's other name for it, mostly for people.</summary>
    public required string DisplayName { get; init; }

    /// <summary>What the provider says of it.</summary>
    public string? Description { get; init; }

    /// <summary>Number of processors.</summary>
    public int? ProcessorCount { get; init; }

    /// <summary>The processor's name.</summary>
    public string? Processor { get; init; }

    /// <summary>Cores of all processors.</summary>
    public int? Cores { get; init; }

    /// <summary>Memory in GB, as it is sold.</summary>
    public double? MemoryGB { get; init; }

    /// <summary>Disks, as text: <c>2 x 480GB SSD</c>.</summary>
    public IReadOnlyList<string> Disks { get; init; } = [];

    /// <summary>Size of all disks in GB, as it is sold.</summary>
    public double? DiskGB { get; init; }

    /// <summary>The price of an hour, the lowest of <see cref="Offers"/> where only some places are looked at.</summary>
    public decimal? HourlyPrice { get; init; }

    /// <summary>The currency of all prices: <c>USD</c>.</summary>
    public string? Currency { get; init; }

    /// <summary>Where it is offered, with the price and the stock there; empty when the provider does not tell.</summary>
    public IReadOnlyList<EdgeHardwareOffer> Offers { get; init; } = [];

    /// <summary>The places of <see cref="Offers"/>.</summary>
    public IReadOnlyList<string> Locations => [.. Offers.Select(o => o.Location)];

    /// <summary>The best stock of all places looked at, or <see cref="EdgeStock.Unknown"/>.</summary>
    public EdgeStock Stock => Offers.Count == 0 ? EdgeStock.Unknown : Offers.Max(o => o.Stock);

    /// <summary>The provider's name.</summary>
    public required string Provider { get; init; }

    /// <summary>The provider's id of it.</summary>
    public required string Id { get; init; }
}
