namespace EdgeProvision.Engine.Requests;

/// <summary>Remove a provision with all that belongs to it.</summary>
/// <param name="Provision">Name or UUID.</param>
public sealed record DeleteRequest(string Provision) : OperationRequest
{
    /// <summary>Remove virtual machines and images first (the original's <c>--cleanup</c>); else they are a refusal.</summary>
    public bool RemoveContents { get; init; }

    /// <summary>Remove the OpenNebula objects without asking a provider that is no longer there.</summary>
    public bool Abandon { get; init; }
}
