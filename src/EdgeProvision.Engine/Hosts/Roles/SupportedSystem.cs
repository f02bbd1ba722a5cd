namespace EdgeProvision.Engine.Hosts.Roles;

/// <summary>A distribution that a role is made for. A version without a dot stands for all of its minor releases.</summary>
internal sealed record SupportedSystem(string Id, IReadOnlyList<string> Versions)
{
    /// <summary>True for a host of this distribution and one of the versions.</summary>
    public bool Covers(OperatingSystem system) =>
        system.Id == Id && Versions.Any(v => system.Version == v || system.Version.StartsWith(v + ".", StringComparison.Ordinal));

    /// <inheritdoc/>
    public override string ToString() => $"{Id} {string.Join(", ", Versions)}";
}
