namespace EdgeProvision.Sandbox.Ec2.Catalogue;

/// <summary>A place within a region, or at its edge.</summary>
/// <param name="Name">Its name in requests: <c>us-west-2a</c>, <c>us-west-2-lax-1a</c>.</param>
/// <param name="Id">Its id, the same in every account.</param>
/// <param name="Type">A word of <see cref="ZoneType"/>.</param>
/// <param name="Group">What is opted in to: a local zone's group; an ordinary zone's region.</param>
/// <param name="Region">The name of its region.</param>
/// <param name="Parent">The ordinary zone that a zone at the edge hangs on, or null.</param>
internal sealed record Zone(string Name, string Id, string Type, string Group, string Region, Zone? Parent = null)
{
    public bool IsOrdinary => Type == ZoneType.Ordinary;
}
