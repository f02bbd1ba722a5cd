namespace EdgeProvision.Model;

/// <summary>A connection to an OpenNebula front-end, as a user sees it. Holds no credentials.</summary>
/// <param name="Endpoint">Address of the XML-RPC service.</param>
/// <param name="User">The OpenNebula user that is logged in.</param>
/// <param name="Release">The front-end's release, for example <c>6.10.5</c>.</param>
/// <param name="IsSandbox">True for the emulated front-end of a sandbox.</param>
/// <param name="SandboxId">The sandbox's id, or null.</param>
public sealed record EdgeCloud(Uri Endpoint, string User, string Release, bool IsSandbox, string? SandboxId);
