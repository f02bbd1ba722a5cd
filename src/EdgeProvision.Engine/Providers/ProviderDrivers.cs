using System.Collections.Concurrent;
using System.Collections.Frozen;
using EdgeProvision.Engine.Providers.Budgets;
using EdgeProvision.Engine.Providers.Catalogs;
using EdgeProvision.Engine.Providers.Ec2;
using EdgeProvision.Engine.Providers.Http;
using EdgeProvision.Engine.Providers.Origins;
using EdgeProvision.Engine.Providers.Packet;
using EdgeProvision.Engine.Providers.Standing;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Providers;

/// <summary>The table of drivers, and what drivers share: connections and budgets. One per engine.</summary>
public sealed class ProviderDrivers : IDisposable
{
    private static readonly FrozenDictionary<string, ProviderDefinition> Table =
        new[] { Ec2Provider.Definition, PacketProvider.Definition, StandingProvider.OnPrem, StandingProvider.Dummy }.ToFrozenDictionary(d => d.Name, StringComparer.Ordinal);

    private readonly RequestBudgets budgets = new();
    private readonly ConcurrentDictionary<(bool IsLoopback, string? Certificate), Lazy<HttpMessageInvoker>> transports = new();
    private readonly RestOptions options;
    private readonly HttpMessageInvoker? given;

    /// <param name="options">Limits and hooks of all drivers.</param>
    /// <param name="handler">A transport instead of the real one, not disposed here; null for the real one.</param>
    public ProviderDrivers(RestOptions options, HttpMessageHandler? handler = null)
    {
        this.options = options;
        given = handler is null ? null : new HttpMessageInvoker(handler, disposeHandler: false);
    }

    /// <summary>Names of the drivers there are.</summary>
    public static IReadOnlyCollection<string> Names { get; } = [.. Table.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Names of those that rent machines at a service; the others know machines that stand already.</summary>
    public static IReadOnlyCollection<string> ServiceNames { get; } = [.. Names.Where(HasService)];

    /// <summary>The credentials of all drivers, as attributes of OpenNebula's objects are called.</summary>
    internal static IReadOnlySet<string> SecretAttributes { get; } = Table.Values.SelectMany(d => d.SecretKeys).Select(k => k.ToUpperInvariant()).ToHashSet(StringComparer.Ordinal);

    /// <summary>False for the name of a driver of machines that stand already: nothing is rented there, and nothing given back.</summary>
    public static bool HasService(string name) => !Table.TryGetValue(name, out var definition) || definition.HasService;

    /// <summary>True for the name of a driver, in any case.</summary>
    public static bool IsDriver(string name) => Table.Keys.Contains(name, StringComparer.OrdinalIgnoreCase);

    /// <summary>True where the driver makes what keeps others out of a machine with these keys; false for what is no driver here.</summary>
    internal static bool KeepsOthersOut(string driver, IReadOnlyCollection<string> keys) => Table.TryGetValue(driver, out var definition) && definition.KeepsOthersOut(keys);

    /// <summary>True where a machine with these keys comes back from being off under another public address; false for what is no driver here.</summary>
    internal static bool LendsAddress(string driver, IReadOnlyCollection<string> keys) => Table.TryGetValue(driver, out var definition) && definition.LendsAddress(keys);

    /// <summary>Role variables that follow from where a machine is rented, unless the descriptor sets them; none for what is no driver here.</summary>
    internal static IReadOnlyDictionary<string, object?> HostVariables(string driver, IReadOnlyCollection<string> keys) =>
        Table.TryGetValue(driver, out var definition) ? definition.HostVariables(keys) : new Dictionary<string, object?>();

    /// <summary>What a word for an image says of the system in it, by the service's own way to write that; null where it does not say, and for what is no driver here.</summary>
    internal static (string Distribution, string Version)? SystemOfImage(string driver, string word) => Table.TryGetValue(driver, out var definition) ? definition.SystemOfImage(word) : null;

    /// <summary>True for a word for an image that can say nothing of what is in it.</summary>
    internal static bool IsImageId(string driver, string word) => Table.TryGetValue(driver, out var definition) && definition.IsImageId(word);

    /// <summary>The definition of a driver.</summary>
    /// <exception cref="EdgeException"><c>ProviderUnknown</c>.</exception>
    internal static ProviderDefinition Get(string name) => Table.TryGetValue(name, out var definition) ? definition : throw new EdgeException(
        "ProviderUnknown", ErrorKind.InvalidInput, $"There is no provider driver '{ErrorText.Clean(name)}'. There are: {string.Join(", ", Names)}.")
    {
        Target = name,
        RecommendedAction = NearestKey.Of(name, Names) is { } near ? $"Did you mean {near}?" : "Name one of these; in a descriptor it is the key 'driver' of the provision section.",
    };

    /// <summary>Opens the driver that the settings name. Sends nothing.</summary>
    /// <param name="settings">Where and with what.</param>
    /// <param name="beforeWrite">The gate of the operation that the driver works for, instead of the one in the options.</param>
    /// <param name="trace">Who is told of the wire, instead of the one in the options.</param>
    /// <param name="catalogs">Catalogues that the operation has read already.</param>
    /// <param name="origins">From where machines are logged in to.</param>
    public IProviderDriver Open(
        ProviderSettings settings, Func<CancellationToken, ValueTask>? beforeWrite = null, Action<WireRecord>? trace = null, CatalogMemory? catalogs = null, ILoginOrigins? origins = null)
    {
        var definition = Get(settings.Driver);
        if (definition is { HasService: true, OwnCredentials: null } || settings.Secrets.Count > 0)
        {
            foreach (var key in definition.SecretKeys)
                CheckSecret(settings, key);
        }

        return definition.Open(
            settings,
            options with
            {
                BeforeWrite = beforeWrite ?? options.BeforeWrite, Trace = trace ?? options.Trace, Catalogs = catalogs, Origins = origins ?? options.Origins,
                Transport = (endpoint, certificate) => given ?? Transport(endpoint, certificate),
            },
            budgets.For(settings, definition.Rate, options.Time), given ?? Transport(settings.Endpoint, null));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        given?.Dispose();
        foreach (var transport in transports.Values.Where(t => t.IsValueCreated))
            transport.Value.Dispose();
    }

    // They differ in the use of a proxy, and in the certificates that are accepted.
    private HttpMessageInvoker Transport(Uri endpoint, string? certificate) => transports.GetOrAdd(
        (endpoint.IsLoopback, certificate), _ => new Lazy<HttpMessageInvoker>(() => new HttpMessageInvoker(RestTransport.Create(endpoint, options, certificate)))).Value;

    private static void CheckSecret(ProviderSettings settings, string key)
    {
        // It becomes a header, where a line break would start another one.
        if (settings.Secrets.TryGetValue(key, out var value) && value.Length > 0 && value.All(c => c is > ' ' and <= '~'))
            return;
        var from = settings.CredentialSource is { } source ? $" It came from {source}." : "";
        throw new EdgeException(
            "ProviderTokenInvalid", ErrorKind.InvalidInput,
            $"The value of {key} for {settings} is empty or holds blanks, line breaks or characters that no credential has.{from}")
        {
            Target = key,
            RecommendedAction = "Give the credential again, without blanks and line breaks.",
        };
    }
}
