namespace EdgeProvision.Engine.Providers;

/// <summary>Public addresses reserved at a provider.</summary>
/// <param name="Id">The provider's id.</param>
/// <param name="EdgeKey">The key it carries, or null.</param>
/// <param name="Network">First address.</param>
/// <param name="Size">Number of addresses.</param>
public sealed record AddressReservation(string Id, string? EdgeKey, string Network, int Size);
