namespace EdgeProvision.Engine.Providers.Selection;

/// <summary>A provision record's <c>DRIVER</c> entry; what it does not say is null.</summary>
public sealed record RecordedDriver(string Name, string? Endpoint, string? Project, string? Region);
