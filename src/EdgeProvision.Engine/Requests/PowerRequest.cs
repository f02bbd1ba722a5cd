namespace EdgeProvision.Engine.Requests;

/// <summary>Change the power of hosts of one provision.</summary>
/// <param name="Provision">Name or UUID.</param>
/// <param name="HostIds">OpenNebula ids of the hosts.</param>
/// <param name="Change">What to do.</param>
public sealed record PowerRequest(string Provision, IReadOnlyList<int> HostIds, PowerChange Change) : OperationRequest
{
    /// <summary>What is waited for beyond the power change itself; null for nothing.</summary>
    public PowerWait? Wait { get; init; }
}
