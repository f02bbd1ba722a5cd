namespace EdgeProvision.Engine.Requests;

/// <summary>Make a provision that stands what a changed descriptor says.</summary>
/// <param name="Path">The descriptor's file.</param>
public sealed record UpdateRequest(string Path) : OperationRequest
{
    /// <summary>Hosts and datastores that cannot be changed in place may be removed and made anew.</summary>
    public bool MayReplace { get; init; }

    /// <summary>Remove virtual machines and images from what goes; else they are a refusal.</summary>
    public bool RemoveContents { get; init; }

    /// <summary>What relative paths in the descriptor are relative to; null for <see cref="EngineOptions.WorkingDirectory"/>.</summary>
    public string? WorkingDirectory { get; init; }
}
