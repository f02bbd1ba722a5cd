namespace EdgeProvision.Sandbox.Control;

/// <summary>A call in the log. No header and no body: those carry secrets.</summary>
/// <param name="Number">Counted from 1 over all services.</param>
/// <param name="Service">The service's name.</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path without version prefix.</param>
/// <param name="RpcMethod">The XML-RPC method, or null.</param>
/// <param name="ReceivedAt">When it came in.</param>
public sealed record LoggedCall(long Number, string Service, string Method, string Path, string? RpcMethod, DateTimeOffset ReceivedAt)
{
    /// <summary>The action of a call to EC2, or null.</summary>
    public string? Action { get; init; }

    /// <summary>When it was through; null while it is under way or held.</summary>
    public DateTimeOffset? AnsweredAt { get; init; }

    /// <summary>The status answered, or that would have been answered had it not been lost.</summary>
    public int? Status { get; init; }

    /// <summary>What went wrong on purpose, or null.</summary>
    public string? Fault { get; init; }
}
