namespace EdgeProvision.Model;

/// <summary>One thing of a provision that is not as its descriptor says.</summary>
/// <param name="Provision">The provision's name.</param>
/// <param name="ObjectKind"><c>cluster</c>, <c>host</c>, <c>datastore</c>, <c>network</c>, <c>machine</c> (at the provider), <c>admission</c> (what is let in to the machines of a driver) or <c>provision</c>.</param>
/// <param name="Name">The object's name; for a host and its machine the host name, for an admission the driver.</param>
/// <param name="Id">The OpenNebula id, or null for what has none.</param>
/// <param name="Kind">How it differs.</param>
/// <param name="Property">What differs of it: an attribute in OpenNebula (<c>MTU</c>), a descriptor key (<c>provision.plan</c>), <c>state</c>; null where the whole object is meant.</param>
/// <param name="Desired">What it should be, or null.</param>
/// <param name="Found">What it is, or null.</param>
public sealed record EdgeDifference(
    string Provision, string ObjectKind, string Name, int? Id, EdgeDifferenceKind Kind, string? Property, string? Desired, string? Found)
{
    /// <summary>A line for a log.</summary>
    public override string ToString() => Kind switch
    {
        EdgeDifferenceKind.Missing => $"{ObjectKind} {Name} is missing",
        EdgeDifferenceKind.Extra => $"{ObjectKind} {Name} is not in the descriptor",
        _ => $"{ObjectKind} {Name}: {Property} is {Found ?? "(nothing)"}, should be {Desired ?? "(nothing)"}",
    };
}
