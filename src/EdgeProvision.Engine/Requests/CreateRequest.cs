namespace EdgeProvision.Engine.Requests;

/// <summary>Make or continue the provision of a descriptor.</summary>
/// <param name="Path">The descriptor's file.</param>
public sealed record CreateRequest(string Path) : OperationRequest
{
    /// <summary>With <see cref="EdgeProvision.Model.FailureMode.Cleanup"/>: remove virtual machines and images too.</summary>
    public bool RemoveContents { get; init; }

    /// <summary>What relative paths in the descriptor are relative to; null for <see cref="EngineOptions.WorkingDirectory"/>.</summary>
    public string? WorkingDirectory { get; init; }
}
