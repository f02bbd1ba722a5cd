namespace EdgeProvision.Engine.Requests;

/// <summary>Copy files to or from a host.</summary>
/// <param name="Paths">What is copied: full paths on this machine, or paths on the host, where relative ones begin in the login's home.</param>
/// <param name="Destination">Where to: a folder that stands, or the name of the copy.</param>
public sealed record FileCopyRequest(IReadOnlyList<string> Paths, string Destination)
{
    /// <summary>True to copy from the host to this machine.</summary>
    public bool FromHost { get; init; }

    /// <summary>True when wildcards in paths on the host are to be expanded there.</summary>
    public bool ExpandsWildcards { get; init; }

    /// <summary>True when the destination is a folder on this machine to be made, in one that stands.</summary>
    public bool MakesFolder { get; init; }

    /// <summary>Copies folders with all that is in them.</summary>
    public bool Recurse { get; init; }
}
