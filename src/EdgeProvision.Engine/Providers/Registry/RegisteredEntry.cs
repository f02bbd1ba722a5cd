using EdgeProvision.Model;

namespace EdgeProvision.Engine.Providers.Registry;

/// <summary>A provider as it stands in the registry: names and references, no secrets.</summary>
/// <param name="Name">Its name, unique whatever the case.</param>
/// <param name="Driver">The driver.</param>
/// <param name="Endpoint">Base address.</param>
/// <param name="Project">Project or account, or null.</param>
/// <param name="Region">Region, or null.</param>
/// <param name="Credentials">Where each credential comes from, by descriptor key.</param>
public sealed record RegisteredEntry(
    string Name, string Driver, Uri Endpoint, string? Project, string? Region, IReadOnlyDictionary<string, CredentialReference> Credentials)
{
    /// <summary>As users see it.</summary>
    public EdgeProvider Shown => new()
    {
        Name = Name,
        Driver = Driver,
        Endpoint = Endpoint,
        Project = Project,
        Region = Region,
        CredentialSource = string.Join(", ", Credentials.Values),
        IsRegistered = true,
    };

    /// <summary>Whether it goes by that name.</summary>
    public bool IsNamed(string name) => Name.Equals(name, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override string ToString() => $"the registered provider '{Name}'";
}
