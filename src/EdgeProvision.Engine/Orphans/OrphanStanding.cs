namespace EdgeProvision.Engine.Orphans;

/// <summary>What is known of a thing that carries our tags.</summary>
internal enum OrphanStanding
{
    /// <summary>It is this front-end's.</summary>
    Owned,

    /// <summary>It was made a moment ago, and may still be written down.</summary>
    Young,

    /// <summary>It belongs to no provision of this front-end.</summary>
    Orphan,
}
