using System.Collections.Concurrent;

namespace EdgeProvision.Engine.Providers.Catalogs;

/// <summary>
/// Catalogues that an operation has read. It looks at the world more than once, with a driver of its own each time, and a service is asked for a catalogue
/// once, however many hosts and looks there are. Failures are not remembered.
/// </summary>
public sealed class CatalogMemory
{
    private readonly ConcurrentDictionary<string, Shelf> _shelves = new(StringComparer.Ordinal);

    /// <summary>The catalogue, read by the first who asks; null when the service does not tell.</summary>
    /// <param name="key">What tells it from others: service, project, kind.</param>
    /// <param name="read">Asks the service.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task<Catalog?> GetAsync(string key, Func<CancellationToken, Task<Catalog?>> read, CancellationToken cancellationToken)
    {
        var shelf = _shelves.GetOrAdd(key, _ => new Shelf());
        await shelf.Once.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (!shelf.IsRead)
            {
                shelf.Catalog = await read(cancellationToken).ConfigureAwait(false);
                shelf.IsRead = true;
            }

            return shelf.Catalog;
        }
        finally
        {
            shelf.Once.Release();
        }
    }

    private sealed class Shelf
    {
        public SemaphoreSlim Once { get; } = new(1, 1);

        public bool IsRead { get; set; }

        public Catalog? Catalog { get; set; }
    }
}
