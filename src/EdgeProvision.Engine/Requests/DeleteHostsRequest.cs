namespace EdgeProvision.Engine.Requests;

/// <summary>Remove hosts from a provision and release their machines.</summary>
/// <param name="Provision">Name or UUID.</param>
/// <param name="HostIds">OpenNebula ids of the hosts.</param>
public sealed record DeleteHostsRequest(string Provision, IReadOnlyList<int> HostIds) : OperationRequest
{
    /// <summary>Remove virtual machines on them first; else they are a refusal.</summary>
    public bool RemoveContents { get; init; }
}
