namespace EdgeProvision.Engine.Requests;

/// <summary>Give reservations of public addresses back, each with all its addresses.</summary>
/// <param name="Provision">Name or UUID.</param>
/// <param name="Reservations">The provider's ids of them.</param>
public sealed record DeleteAddressRequest(string Provision, IReadOnlyList<string> Reservations) : OperationRequest;
