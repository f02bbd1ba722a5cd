namespace EdgeProvision.Engine.Requests;

/// <summary>What is asked by a descriptor.</summary>
/// <param name="Descriptor">The descriptor.</param>
public abstract record DescriptorRequest(DescriptorSource Descriptor) : OperationRequest
{
    /// <summary>Where something is removed: remove virtual machines and images too; else they are a refusal.</summary>
    public bool RemoveContents { get; init; }

    /// <summary>What relative paths in the descriptor are relative to; null for <see cref="EngineOptions.WorkingDirectory"/>.</summary>
    public string? WorkingDirectory { get; init; }
}
