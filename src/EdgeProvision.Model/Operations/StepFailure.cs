namespace EdgeProvision.Model;

/// <summary>A step that failed and was not mended by a retry.</summary>
/// <param name="StepId">The plan step's id.</param>
/// <param name="Target">The host's key or the object's name.</param>
/// <param name="HostId">The OpenNebula host id, or null.</param>
/// <param name="Error">Why.</param>
public sealed record StepFailure(string StepId, string Target, int? HostId, EdgeException Error);
