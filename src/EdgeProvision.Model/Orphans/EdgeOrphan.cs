namespace EdgeProvision.Model;

/// <summary>A thing at a provider that carries the key of a provision which the front-end does not have, or a copy of a machine, whose key is another's.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">What it is called: a machine's hostname, also of a disk that was its; the first address of a reservation.</param>
/// <param name="Id">The provider's id.</param>
/// <param name="Provider">The provider's name.</param>
/// <param name="ProvisionId">The UUID of the provision that it was made for.</param>
public sealed record EdgeOrphan(EdgeOrphanKind Kind, string Name, string Id, string Provider, string ProvisionId)
{
    /// <summary>The key it carries: provision, kind and member. A copy's is that of the machine that it was made after.</summary>
    public string? Key { get; init; }

    /// <summary>When it was made, where the provider tells.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>How old it was when it was looked at.</summary>
    public TimeSpan? Age { get; init; }

    /// <summary>Where it is, where that is known; of what stands in no one place of a region, the region.</summary>
    public string? Location { get; init; }

    /// <summary>The provider's region that it is in; null where a provider has none.</summary>
    public string? Region { get; init; }

    /// <summary>A machine's kind in the provider's word, a disk's and its size.</summary>
    public string? Hardware { get; init; }

    /// <summary>How many addresses a reservation has; else 1.</summary>
    public int Count { get; init; } = 1;

    /// <summary>What it costs in an hour, where the provider tells.</summary>
    public decimal? HourlyCost { get; init; }

    /// <summary>What it has cost so far by that price, where both are known.</summary>
    public decimal? CostSoFar => HourlyCost is { } cost && Age is { } age ? decimal.Round(cost * (decimal)age.TotalHours, 2) : null;

    /// <summary>The currency of the costs: <c>USD</c>.</summary>
    public string? Currency { get; init; }

    /// <summary>Its name, or its id: what stands for it in a text.</summary>
    public override string ToString() => Name.Length > 0 ? Name : Id;
}
