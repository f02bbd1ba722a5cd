namespace EdgeProvision.Engine.Planning;

/// <summary>A cluster, datastore or network that stands and differs from the descriptor.</summary>
/// <param name="Id">OpenNebula id.</param>
/// <param name="Index">Its place in the descriptor, -1 for the cluster.</param>
/// <param name="Name">Its name in the descriptor.</param>
/// <param name="Changes">What differs.</param>
public sealed record ObjectChange(int Id, int Index, string Name, IReadOnlyList<AttributeChange> Changes)
{
    /// <summary>For a network: what is to be done to its address ranges.</summary>
    public RangeChanges? Ranges { get; init; }

    /// <summary>True when the object cannot become what is wanted: it has to be removed and made anew.</summary>
    public bool NeedsReplacement { get; init; }
}
