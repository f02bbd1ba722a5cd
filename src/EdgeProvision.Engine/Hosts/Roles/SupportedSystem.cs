namespace EdgeProvision.Engine.Hosts.Roles;

/// <summary>A distribution that a role is made for. A version without a dot stands for all of its minor releases.</summary>
internal sealed record SupportedSystem(string Id, IReadOnlyList<string> Versions)
{
    /// <summary>True for a host of this distribution and one of the versions.</summary>
    public bool Covers(OperatingSystem system) =>
        system.Id == Id && Versions.Any(v => system.Version == v || system.Version.StartsWith(v + ".", StringComparison.Ordinal));

    /// <summary>What all of these roles are made for; nothing when each is made for everything.</summary>
    public static IReadOnlyList<(string Id, string Version)> CommonOf(IEnumerable<Role> roles)
    {
        var limited = roles.Where(r => r.Supported.Count > 0).ToList();
        return limited.Count == 0 ? [] : [.. limited[0].Supported.SelectMany(s => s.Versions.Select(v => (s.Id, Version: v)))
            .Where(c => limited.TrueForAll(r => r.Supported.Any(s => s.Id == c.Id && s.Versions.Contains(c.Version))))];
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Id} {string.Join(", ", Versions)}";
}
