using EdgeProvision.Engine.Observation;
using EdgeProvision.Engine.Providers;
using EdgeProvision.Engine.Providers.Catalogs;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Execution.Access;

/// <summary>The provider of a host that stands, for what is done at hosts outside operations: these have opened theirs.</summary>
internal static class HostProviders
{
    /// <summary>Opens it, with what is kept with the provision.</summary>
    /// <exception cref="EdgeException">The front-end does not answer, or what the provider is spoken to with is not known.</exception>
    public static async Task<IProviderDriver> OpenAsync(EngineParts parts, EdgeHost host, CancellationToken cancellationToken)
    {
        var observed = (await FrontEndSnapshot.ReadAsync(parts.Client, cancellationToken).ConfigureAwait(false)).Find(host.ProvisionId);
        var secrets = await StoredSecrets.ReadAsync(parts.Client, observed, cancellationToken).ConfigureAwait(false);
        return await parts.Providers(new CatalogMemory(), (_, _) => { }, FormattableString.Invariant($"host {host.Id}"))
            .OpenOneAsync(host.Driver, observed, secrets, new Dictionary<string, string>(), cancellationToken).ConfigureAwait(false);
    }
}
