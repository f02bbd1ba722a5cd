namespace EdgeProvision.Sandbox.Sessions;

/// <summary>How a sandbox is to be run.</summary>
public sealed record SandboxRunOptions
{
    /// <summary>The session's id.</summary>
    public string Id { get; init; } = SessionPaths.DefaultId;

    /// <summary>Where state is kept; null for the user's own place.</summary>
    public string? StateDirectory { get; init; }

    /// <summary>The release that the front-end plays: 5.10, 6.10 or 7.4.</summary>
    public string Release { get; init; } = "6.10";

    /// <summary>
    /// A folder like a front-end's <c>/var/lib/one/remotes</c>, whose IPAM drivers and hooks the front-end runs; null: it plays the driver <c>packet</c> itself.
    /// </summary>
    public string? Remotes { get; init; }

    /// <summary>The sandbox ends with this process. Null: it outlives whoever started it.</summary>
    public int? ParentPid { get; init; }
}
