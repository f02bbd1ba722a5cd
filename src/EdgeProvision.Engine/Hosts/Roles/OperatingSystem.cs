namespace EdgeProvision.Engine.Hosts.Roles;

/// <summary>The distribution of a host, as roles see it.</summary>
/// <param name="Id">ID of os-release.</param>
/// <param name="Version">VERSION_ID of os-release.</param>
/// <param name="Family"><c>debian</c>, <c>redhat</c>, or the id.</param>
/// <param name="Name">PRETTY_NAME of os-release.</param>
internal sealed record OperatingSystem(string Id, string Version, string Family, string Name)
{
    /// <summary>The number before the first dot.</summary>
    public string Major => Version.Split('.')[0];

    /// <summary>Reads it from what a host says of itself.</summary>
    public static OperatingSystem Of(HostFacts facts)
    {
        string[] known = [facts.OsId, .. facts.OsIdLike];
        var family = known.Any(i => i is "debian" or "ubuntu") ? "debian"
            : known.Any(i => i is "rhel" or "centos" or "fedora") ? "redhat"
            : facts.OsId;
        return new OperatingSystem(facts.OsId, facts.OsVersion, family, facts.OsName.Length > 0 ? facts.OsName : $"{facts.OsId} {facts.OsVersion}");
    }

    /// <summary>The parts that an expression can ask for.</summary>
    public IReadOnlyDictionary<string, object?> AsMap() => new Dictionary<string, object?>(StringComparer.Ordinal)
    {
        ["id"] = Id, ["version"] = Version, ["major"] = Major, ["family"] = Family, ["name"] = Name,
    };
}
