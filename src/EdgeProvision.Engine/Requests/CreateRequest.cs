namespace EdgeProvision.Engine.Requests;

/// <summary>Make or continue the provision of a descriptor.</summary>
/// <param name="Descriptor">The descriptor.</param>
public sealed record CreateRequest(DescriptorSource Descriptor) : OperationRequest
{
    /// <summary>For a descriptor in a file.</summary>
    /// <param name="path">The file.</param>
    public CreateRequest(string path)
        : this(new DescriptorSource.File(path))
    {
    }

    /// <summary>With <see cref="EdgeProvision.Model.FailureMode.Cleanup"/>: remove virtual machines and images too.</summary>
    public bool RemoveContents { get; init; }

    /// <summary>What relative paths in the descriptor are relative to; null for <see cref="EngineOptions.WorkingDirectory"/>.</summary>
    public string? WorkingDirectory { get; init; }
}
