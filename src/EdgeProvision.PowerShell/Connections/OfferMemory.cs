using System.Collections.Concurrent;
using EdgeProvision.Engine.Offers;
using EdgeProvision.Model;

namespace EdgeProvision.PowerShell.Connections;

/// <summary>What providers offer, and what completion remembers of it.</summary>
internal sealed class OfferMemory(ProviderOffers offers)
{
    private readonly ConcurrentDictionary<(string Provider, string? Region, Type Kind), (long At, object Items)> _known = new();
    private int _toldOfUse;

    /// <summary>The providers; asks nobody.</summary>
    public IReadOnlyList<EdgeProvider> Providers() => offers.Providers();

    /// <summary>Names of registered providers that a sandbox keeps out of use.</summary>
    public IReadOnlyList<string> OutOfUse() => offers.OutOfUse();

    /// <summary>True for the first who asks: what is said of providers out of use is said once a connection.</summary>
    public bool TakeTurnToTellOfUse() => Interlocked.Exchange(ref _toldOfUse, 1) == 0;

    /// <summary>Names of the provider's regions; empty for a service without.</summary>
    public Task<IReadOnlyList<string>> RegionsAsync(EdgeProvider provider, CancellationToken cancellationToken) => offers.RegionsAsync(provider, cancellationToken);

    /// <summary>Asks a provider, and remembers what it says.</summary>
    public async Task<IReadOnlyList<T>> ReadAsync<T>(EdgeProvider provider, CancellationToken cancellationToken)
    {
        var items = typeof(T) == typeof(EdgeLocation) ? (IReadOnlyList<T>)await offers.LocationsAsync(provider, cancellationToken).ConfigureAwait(false)
            : typeof(T) == typeof(EdgeImage) ? (IReadOnlyList<T>)await offers.ImagesAsync(provider, cancellationToken).ConfigureAwait(false)
            : (IReadOnlyList<T>)await offers.HardwareAsync(provider, cancellationToken).ConfigureAwait(false);
        _known[(provider.Name, provider.Region, typeof(T))] = (Environment.TickCount64, items);
        return items;
    }

    /// <summary>What a provider said when it was last asked; empty when it never was.</summary>
    public IReadOnlyList<T> Remembered<T>(EdgeProvider provider) =>
        _known.TryGetValue((provider.Name, provider.Region, typeof(T)), out var known) ? (IReadOnlyList<T>)known.Items : [];

    /// <summary>Whether a provider was asked within that time.</summary>
    public bool IsFresh<T>(EdgeProvider provider, TimeSpan age) =>
        _known.TryGetValue((provider.Name, provider.Region, typeof(T)), out var known) && Environment.TickCount64 - known.At < age.TotalMilliseconds;
}
