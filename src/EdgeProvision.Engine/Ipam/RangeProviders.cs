using EdgeProvision.Engine.Execution.Access;
using EdgeProvision.Engine.Observation;
using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Engine.Operations;
using EdgeProvision.Engine.Providers;
using EdgeProvision.Engine.Providers.Addresses;
using EdgeProvision.Engine.Providers.Catalogs;

namespace EdgeProvision.Engine.Ipam;

/// <summary>
/// Opens the provider that an address range is of. Ours says by its EDGE_KEY whose it is, and the provision's record, or what is kept with its hosts, says the rest; one of the
/// original tool carries what is needed.
/// </summary>
internal sealed class RangeProviders(EngineParts parts)
{
    // Requests by a reservation's id do not name the project, and the original's ranges have forgotten it.
    private const string UnknownProject = "00000000-0000-0000-0000-000000000000";

    /// <summary>The provision that the range is of; a new one where nothing of it is known.</summary>
    public static ObservedProvision ProvisionOf(RequestedRange range, FrontEndSnapshot snapshot) =>
        range.ProvisionId is { } id ? snapshot.Find(id) : new ObservedProvision { Name = range.ToString() };

    /// <summary>The provider, to order from and to list.</summary>
    public Task<IProviderDriver> OpenAsync(RequestedRange range, ObservedProvision provision, CancellationToken cancellationToken) =>
        OpenAsync(range, provision, range.Keys, cancellationToken);

    /// <summary>The addresses of the provider, for requests about one reservation.</summary>
    public async Task<IAddressDriver> AddressesAsync(RequestedRange range, FrontEndSnapshot snapshot, CancellationToken cancellationToken)
    {
        var keys = new Dictionary<string, string>(range.Keys, StringComparer.Ordinal);
        var provision = ProvisionOf(range, snapshot);
        if (provision.IsNew && ProviderDrivers.Get(range.Driver).ProjectKey is { } project && parts.Options.Machine.Variable(project.ToUpperInvariant()) is null)
            keys.TryAdd(project, UnknownProject);
        var driver = await OpenAsync(range, provision, keys, cancellationToken).ConfigureAwait(false);
        return driver.Addresses ?? throw AddressErrors.NotSupported(driver.Name);
    }

    private async Task<IProviderDriver> OpenAsync(RequestedRange range, ObservedProvision provision, IReadOnlyDictionary<string, string> keys, CancellationToken cancellationToken)
    {
        var secrets = provision.IsNew ? new Dictionary<string, string>() : await StoredSecrets.ReadAsync(parts.Client, provision, cancellationToken).ConfigureAwait(false);
        var factory = parts.Providers(new CatalogMemory(), (level, text) => parts.Options.Trace?.Invoke(level, text));
        return await factory.OpenOneAsync(range.Driver, provision, secrets, keys, cancellationToken).ConfigureAwait(false);
    }
}
