namespace EdgeProvision.Sandbox.Ec2.Catalogue;

/// <summary>A region with its zones.</summary>
internal sealed record Region(string Name, IReadOnlyList<Zone> Zones)
{
    /// <summary>Where clients find it at the real service.</summary>
    public string Endpoint => $"ec2.{Name}.amazonaws.com";

    /// <summary>The end of private host names.</summary>
    public string PrivateDomain => Name == "us-east-1" ? "ec2.internal" : $"{Name}.compute.internal";

    /// <summary>The end of public host names.</summary>
    public string PublicDomain => Name == "us-east-1" ? "compute-1.amazonaws.com" : $"{Name}.compute.amazonaws.com";

    public IEnumerable<Zone> OrdinaryZones => Zones.Where(zone => zone.IsOrdinary);

    /// <summary>The zone groups of the region: the border groups that addresses belong to.</summary>
    public IEnumerable<string> Groups => Zones.Select(zone => zone.Group).Distinct();
}
