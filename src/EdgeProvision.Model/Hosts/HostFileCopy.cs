namespace EdgeProvision.Model;

/// <summary>A file that was copied to or from an edge host.</summary>
/// <param name="Host">The host.</param>
/// <param name="Source">Where it was.</param>
/// <param name="Destination">Where it is now, too.</param>
/// <param name="Length">Its bytes.</param>
public sealed record HostFileCopy(EdgeHost Host, string Source, string Destination, long Length);
