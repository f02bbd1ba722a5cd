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

    /// <summary>A machine that somebody has made after one of ours, tags included, also of a provision that the front-end has. It is shown, and not removed by itself: it goes only with the provision whose tags it has, and the plan of that removal names it.</summary>
    Copy,
}
