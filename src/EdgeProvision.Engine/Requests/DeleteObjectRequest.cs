namespace EdgeProvision.Engine.Requests;

/// <summary>Remove one cluster, datastore or network of a provision; the rest of it stays.</summary>
/// <param name="Provision">Name or UUID.</param>
/// <param name="Kind">What it is.</param>
/// <param name="ObjectId">Its OpenNebula id.</param>
public sealed record DeleteObjectRequest(string Provision, ProvisionObjectKind Kind, int ObjectId) : OperationRequest;
