namespace EdgeProvision.Engine.Requests;

/// <summary>Lead public addresses of a provision to one of its hosts, or nowhere.</summary>
/// <param name="Provision">Name or UUID.</param>
/// <param name="Addresses">Which.</param>
/// <param name="HostId">The host, by OpenNebula id; null for nowhere.</param>
public sealed record AssignAddressRequest(string Provision, IReadOnlyList<string> Addresses, int? HostId) : OperationRequest;
