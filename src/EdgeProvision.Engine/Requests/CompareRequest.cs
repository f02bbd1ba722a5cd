namespace EdgeProvision.Engine.Requests;

/// <summary>Say how a provision differs from a descriptor. Changes nothing.</summary>
/// <param name="Provision">Name or UUID; null for the one that <see cref="Descriptor"/> names.</param>
public sealed record CompareRequest(string? Provision) : OperationRequest
{
    /// <summary>The descriptor; null for the one that the provision's record has.</summary>
    public DescriptorSource? Descriptor { get; init; }

    /// <summary>What relative paths in the descriptor are relative to; null for <see cref="EngineOptions.WorkingDirectory"/>.</summary>
    public string? WorkingDirectory { get; init; }
}
