namespace EdgeProvision.Model;

/// <summary>What an orphan is.</summary>
public enum EdgeOrphanKind
{
    /// <summary>A rented machine.</summary>
    Device,

    /// <summary>A reservation of public addresses.</summary>
    Addresses,

    /// <summary>The network that was made for a provision's machines.</summary>
    Network,

    /// <summary>A disk that was kept when its machine went, and is at none.</summary>
    Disk,
}
