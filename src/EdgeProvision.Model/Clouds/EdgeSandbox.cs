namespace EdgeProvision.Model;

/// <summary>A sandbox of this user on this computer. A snapshot; holds no credentials.</summary>
public sealed record EdgeSandbox
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>What becomes of it.</summary>
    public required EdgeSandboxState State { get; init; }

    /// <summary>The XML-RPC endpoint of its front-end; null while it has none.</summary>
    public string? Endpoint { get; init; }

    /// <summary>The file with the front-end's credentials, for <c>ONE_AUTH</c>; null while there is none.</summary>
    public string? AuthFile { get; init; }

    /// <summary>The release of OpenNebula that the front-end plays; null while that is not known.</summary>
    public string? Release { get; init; }

    /// <summary>Base address of its Packet API.</summary>
    public string? PacketEndpoint { get; init; }

    /// <summary>Address of its EC2 API.</summary>
    public string? Ec2Endpoint { get; init; }

    /// <summary>Base address of its control API.</summary>
    public string? ControlEndpoint { get; init; }

    /// <summary>The process that plays it, or that played it; null where nobody knows.</summary>
    public int? ProcessId { get; init; }

    /// <summary>Since when it is ready; null when it never was, or that is not known.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>Names of its machines; null when it does not tell.</summary>
    public IReadOnlyList<string>? Hosts { get; init; }

    /// <summary>The directory of its files, the log among them.</summary>
    public required string Directory { get; init; }
}
