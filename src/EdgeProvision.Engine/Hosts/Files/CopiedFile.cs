namespace EdgeProvision.Engine.Hosts.Files;

/// <summary>A file that has been copied.</summary>
/// <param name="Source">Where it was.</param>
/// <param name="Destination">Where it is, too.</param>
/// <param name="Length">Its bytes.</param>
public sealed record CopiedFile(string Source, string Destination, long Length)
{
    /// <summary>For a message: in one line, whatever the names are that a host has told.</summary>
    public override string ToString() => FormattableString.Invariant($"{HostPath.Printable(Source)} to {HostPath.Printable(Destination)} ({Length} bytes)");
}
