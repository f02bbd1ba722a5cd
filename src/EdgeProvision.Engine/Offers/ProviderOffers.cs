using EdgeProvision.Engine.Providers;
using EdgeProvision.Engine.Providers.Catalogs;
using EdgeProvision.Engine.Providers.Registry;
using EdgeProvision.Engine.Providers.Selection;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Offers;

/// <summary>
/// The providers that there are here, and what they offer. In a sandbox these are the sandbox's alone; elsewhere those that are registered, and for each
/// driver the one whose endpoint the environment names, which goes by the driver's name.
/// </summary>
public sealed class ProviderOffers
{
    private readonly EngineOptions _options;
    private readonly ProviderDrivers _drivers;
    private readonly ProviderRegistry _registry;
    private readonly RegisteredProviders _registered;
    private readonly IReadOnlyDictionary<string, string>? _sandbox;

    /// <param name="options">The environment, and who is told of the wire.</param>
    /// <param name="drivers">The drivers.</param>
    /// <param name="registered">Registered providers with their credentials.</param>
    /// <param name="sandbox">What the sandbox's front-end says of itself; null for none.</param>
    public ProviderOffers(EngineOptions options, ProviderDrivers drivers, RegisteredProviders registered, IReadOnlyDictionary<string, string>? sandbox)
    {
        _options = options;
        _drivers = drivers;
        _registry = EngineContent.Registry(options);
        _registered = registered;
        _sandbox = sandbox;
    }

    /// <summary>For a session without a front-end.</summary>
    public static ProviderOffers WithoutFrontEnd(EngineOptions options) => new(
        options, new ProviderDrivers(new Providers.Http.RestOptions { Time = options.Time }, options.ProviderHandler), EngineContent.Registered(options), null);

    /// <summary>The providers, by name. Asks nobody.</summary>
    /// <exception cref="EdgeException">The registry cannot be read, or an endpoint of the environment is none.</exception>
    public IReadOnlyList<EdgeProvider> Providers()
    {
        var own = ProviderDrivers.ServiceNames.Select(driver => _sandbox is null ? FromEnvironment(driver) : FromSandbox(driver)).OfType<EdgeProvider>();
        return [.. _sandbox is null ? own.Concat(_registry.Read().Select(e => e.Shown)).OrderBy(p => p.Name, StringComparer.OrdinalIgnoreCase) : own];
    }

    /// <summary>Names of registered providers that are out of use here: in a sandbox all of them, elsewhere none. Asks nobody.</summary>
    public IReadOnlyList<string> OutOfUse()
    {
        if (_sandbox is null)
            return [];
        try
        {
            return [.. _registry.Read().Select(e => e.Name)];
        }
        catch (EdgeException)
        {
            // A registry that cannot be read is nothing to a sandbox.
            return [];
        }
    }

    /// <summary>Its places.</summary>
    /// <exception cref="EdgeException">The provider cannot be asked, or does not tell.</exception>
    public Task<IReadOnlyList<EdgeLocation>> LocationsAsync(EdgeProvider provider, CancellationToken cancellationToken) => AskAsync<IReadOnlyList<EdgeLocation>>(provider, async driver =>
        [.. (await ReadAsync(driver, provider, CatalogTopic.Location, "places", cancellationToken).ConfigureAwait(false))
            .SelectMany(c => c.Catalog.Entries.OfType<PlaceEntry>().Select(e => OfferView.Location(provider.Name, c.Key, e)))], cancellationToken);

    /// <summary>Names of its regions, each of which has hardware and places of its own; empty for a service without, or one that does not tell.</summary>
    /// <exception cref="EdgeException">The provider cannot be asked.</exception>
    public async Task<IReadOnlyList<string>> RegionsAsync(EdgeProvider provider, CancellationToken cancellationToken) =>
        ProviderDrivers.Get(provider.Driver).RegionKey is { } key && await AskAsync(provider, driver => driver.ReadCatalogAsync(key, cancellationToken), cancellationToken).ConfigureAwait(false) is { } regions
            ? [.. regions.Entries.Select(e => e.Slug)]
            : [];

    /// <summary>The same provider, to be asked what it has in another of its regions.</summary>
    public static EdgeProvider InRegion(EdgeProvider provider, string region)
    {
        if (region.Equals(provider.Region, StringComparison.OrdinalIgnoreCase))
            return provider;
        var address = ProviderDrivers.Get(provider.Driver).RegionalEndpoint;

        // Whoever gave an endpoint of his own speaks to all regions there.
        var isRegional = address is not null && provider.Region is { } old && EndpointAddress.Same(new Uri(address(old)), provider.Endpoint);
        return provider with { Region = region, Endpoint = isRegional ? new Uri(address!(region)) : provider.Endpoint };
    }

    /// <summary>The operating systems that it installs.</summary>
    /// <exception cref="EdgeException">The provider cannot be asked, or does not tell.</exception>
    public Task<IReadOnlyList<EdgeImage>> ImagesAsync(EdgeProvider provider, CancellationToken cancellationToken) => AskAsync<IReadOnlyList<EdgeImage>>(provider, async driver =>
        [.. (await ReadAsync(driver, provider, CatalogTopic.Image, "operating systems", cancellationToken).ConfigureAwait(false))
            .SelectMany(c => c.Catalog.Entries.OfType<ImageEntry>().Select(e => OfferView.Image(provider.Name, e)))], cancellationToken);

    /// <summary>Its machines, with what is in stock now.</summary>
    /// <exception cref="EdgeException">The provider cannot be asked, or does not tell.</exception>
    public Task<IReadOnlyList<EdgeHardware>> HardwareAsync(EdgeProvider provider, CancellationToken cancellationToken) => AskAsync<IReadOnlyList<EdgeHardware>>(provider, async driver =>
    {
        var catalogs = await ReadAsync(driver, provider, CatalogTopic.Hardware, "hardware", cancellationToken).ConfigureAwait(false);
        var there = (await driver.ReadStockAsync(cancellationToken).ConfigureAwait(false)).ToLookup(s => s.Hardware, StringComparer.Ordinal);
        return [.. catalogs.SelectMany(c => c.Catalog.Entries.OfType<HardwareEntry>().Select(e => OfferView.Hardware(provider.Name, e, there)))];
    }, cancellationToken);

    private static async Task<IReadOnlyList<(string Key, Catalog Catalog)>> ReadAsync(
        IProviderDriver driver, EdgeProvider provider, CatalogTopic topic, string what, CancellationToken cancellationToken)
    {
        var keys = driver.CatalogKeys.Where(k => k.Topic == topic).Select(k => k.Name).ToList();
        var catalogs = await Task.WhenAll(keys.Select(k => driver.ReadCatalogAsync(k, cancellationToken))).ConfigureAwait(false);
        var told = keys.Zip(catalogs).Where(c => c.Second is not null).Select(c => (c.First, c.Second!)).ToList();
        return told.Count > 0 ? told : throw new EdgeException("ProviderDoesNotTell", ErrorKind.NotSupported, $"The provider {provider.Name} ({provider.Endpoint}) does not tell which {what} it has.")
        {
            Target = provider.Name,
            RecommendedAction = "Ask the provider for the words to write into descriptors.",
        };
    }

    /// <summary>Opens the provider's driver for some calls. Nothing holds its writes back: whoever makes any has looked first.</summary>
    internal async Task<T> AskAsync<T>(EdgeProvider provider, Func<IProviderDriver, Task<T>> ask, CancellationToken cancellationToken)
    {
        var settings = await SettingsAsync(provider, cancellationToken).ConfigureAwait(false) with { Region = provider.Region, Endpoint = provider.Endpoint };
        Action<Providers.Http.WireRecord>? trace = _options.Trace is { } told ? wire => told(Operations.MessageLevel.Debug, wire.ToString()) : null;
        try
        {
            return await ask(_drivers.Open(settings, trace: trace)).ConfigureAwait(false);
        }
        catch (EdgeException error) when (error.Code == "ProviderTokenRefused")
        {
            _registered.Forget();
            throw;
        }
    }

    private async Task<ProviderSettings> SettingsAsync(EdgeProvider provider, CancellationToken cancellationToken)
    {
        if (_sandbox is not null)
            return ProviderSelection.Resolve(new ProviderInputs(provider.Driver) { Sandbox = _sandbox }).Settings;
        return provider.IsRegistered
            ? await _registered.OpenAsync(_registry.Get(provider.Name), cancellationToken).ConfigureAwait(false)
            : ProviderSelection.Resolve(new ProviderInputs(provider.Driver) { Environment = _options.Machine.Variable }).Settings;
    }

    private EdgeProvider? FromSandbox(string driver)
    {
        var definition = ProviderDrivers.Get(driver);
        if (GivenValue.Of(_sandbox!.GetValueOrDefault(ProviderPlaces.Variable(definition.EndpointKey))) is null)
            return null;
        var settings = ProviderSelection.Resolve(new ProviderInputs(driver) { Sandbox = _sandbox }).Settings;
        return new EdgeProvider
        {
            Name = driver,
            Driver = driver,
            Endpoint = settings.Endpoint,
            Project = settings.Project,
            Region = settings.Region,
            CredentialSource = "sandbox",
            IsSandbox = true,
        };
    }

    private EdgeProvider? FromEnvironment(string driver)
    {
        var definition = ProviderDrivers.Get(driver);
        if (Variable(definition.EndpointKey) is not { } endpoint)
            return null;
        return new EdgeProvider
        {
            Name = driver,
            Driver = driver,
            Endpoint = EndpointAddress.Parse(new FoundValue(endpoint, CredentialOrigin.Environment, $"{ProviderPlaces.Variable(definition.EndpointKey)} of the environment"), driver),
            Project = definition.ProjectKey is { } project ? Variable(project) : null,
            Region = definition.RegionKey is { } region ? Variable(region) : null,
            CredentialSource = string.Join(", ", definition.SecretKeys.Select(k => $"env:{ProviderPlaces.Variable(k)}")),
        };

        string? Variable(string key) => GivenValue.Of(_options.Machine.Variable(ProviderPlaces.Variable(key)));
    }
}
