namespace EdgeProvision.Engine.Requests;

/// <summary>Configure hosts of a provision.</summary>
/// <param name="Provision">Name or UUID.</param>
public sealed record ConfigureRequest(string Provision) : OperationRequest
{
    /// <summary>OpenNebula ids of the hosts, or null for all.</summary>
    public IReadOnlyList<int>? HostIds { get; init; }

    /// <summary>Run the configuration although it is unchanged.</summary>
    public bool Reapply { get; init; }
}
