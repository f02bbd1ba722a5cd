namespace EdgeProvision.Engine.Hosts.Files;

/// <summary>A file that has been copied.</summary>
/// <param name="Source">Where it was.</param>
/// <param name="Destination">Where it is, too.</param>
/// <param name="Length">Its bytes.</param>
public sealed record CopiedFile(string Source, string Destination, long Length);
