namespace EdgeProvision.Engine.Providers;

/// <summary>What kind of thing carries our tags at a provider.</summary>
public enum TaggedItemKind
{
    /// <summary>A machine.</summary>
    Device,

    /// <summary>A block of public addresses.</summary>
    Addresses,

    /// <summary>What was made around the machines of one provision: its network.</summary>
    Surroundings,

    /// <summary>A disk that was kept when its machine went, and is at none.</summary>
    Disk,

    /// <summary>A machine that somebody has made after one of ours, tags included.</summary>
    Copy,
}
