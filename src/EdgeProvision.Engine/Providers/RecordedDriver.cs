namespace EdgeProvision.Engine.Providers;

/// <summary>Where one driver's machines of a provision are, as its record keeps it: what was true when the first was rented stays true.</summary>
/// <param name="Name">The driver: <c>packet</c>.</param>
/// <param name="Endpoint">The service's address, or null where the record does not say.</param>
/// <param name="Project">Project or account, or null.</param>
/// <param name="Region">Region, or null.</param>
public sealed record RecordedDriver(string Name, string? Endpoint, string? Project, string? Region)
{
    /// <summary>The registered provider that it was rented with: its name stands in the place of credentials. Null for none.</summary>
    public string? RegisteredName { get; init; }
}
