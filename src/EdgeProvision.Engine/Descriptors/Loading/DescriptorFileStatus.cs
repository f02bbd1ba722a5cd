namespace EdgeProvision.Engine.Descriptors;

/// <summary>Whether a file could be read, and if not, why.</summary>
public enum DescriptorFileStatus
{
    /// <summary>It was read.</summary>
    Read,

    /// <summary>There is no such file.</summary>
    Missing,

    /// <summary>It is a directory.</summary>
    Directory,

    /// <summary>It is a pipe, a device or a socket: whoever opens it may wait for ever. The reason says which.</summary>
    NotAFile,

    /// <summary>It is longer than allowed.</summary>
    TooLarge,

    /// <summary>It could not be read: rights, a broken disk.</summary>
    Unreadable,
}
