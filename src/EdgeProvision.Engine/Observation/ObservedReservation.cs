using EdgeProvision.Engine.Providers.Addresses;

namespace EdgeProvision.Engine.Observation;

/// <summary>A reservation of public addresses that carries a provision's tag.</summary>
/// <param name="Driver">The driver of the provider that it is at.</param>
/// <param name="Block">What the provider says of it.</param>
public sealed record ObservedReservation(string Driver, AddressReservation Block);
