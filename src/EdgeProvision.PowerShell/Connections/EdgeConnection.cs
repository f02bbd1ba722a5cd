using System.Collections.Concurrent;
using EdgeProvision.Engine;
using EdgeProvision.Model;

namespace EdgeProvision.PowerShell.Connections;

/// <summary>A front-end that this process is connected to, and what completion remembers of it.</summary>
internal sealed class EdgeConnection(IEdgeEngine engine) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, IReadOnlyList<Operation>> _operations = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _closing = new();
    private readonly Lock _gate = new();
    private Task _look = Task.CompletedTask;
    private long _rememberedFrom = long.MinValue;

    public IEdgeEngine Engine { get; } = engine;

    public EdgeCloud Cloud => Engine.Cloud;

    /// <summary>What providers offer here.</summary>
    public OfferMemory Offers { get; } = new(engine.Offers);

    /// <summary>What was there when somebody last looked; completion answers from it.</summary>
    public IReadOnlyList<Provision> Remembered { get; private set; } = [];

    /// <summary>When that was, in milliseconds of <see cref="Environment.TickCount64"/>; null for never.</summary>
    public long? RememberedAt { get; private set; }

    /// <summary>The operations of a provision that somebody looked up last.</summary>
    public IReadOnlyList<Operation> RememberedOperations(Provision provision) => _operations.GetValueOrDefault(provision.Id, []);

    /// <summary>Looks up the operations of a provision, for completion.</summary>
    public async Task LookUpOperationsAsync(Provision provision, CancellationToken cancellationToken) =>
        _operations[provision.Id] = await Engine.GetOperationsAsync(provision.Id, cancellationToken).ConfigureAwait(false);

    /// <summary>The rented addresses that somebody looked up last.</summary>
    public IReadOnlyList<EdgeAddress> RememberedAddresses { get; private set; } = [];

    /// <summary>When that was, in milliseconds of <see cref="Environment.TickCount64"/>; null for never.</summary>
    public long? AddressesRememberedAt { get; private set; }

    /// <summary>The rented addresses of provisions, remembered for completion.</summary>
    public async Task<IReadOnlyList<EdgeAddress>> AddressesAsync(
        IReadOnlyList<string>? provisions, IReadOnlyDictionary<string, string> overrides, Action<string, EdgeException> onError, CancellationToken cancellationToken)
    {
        var addresses = await Engine.GetAddressesAsync(provisions, overrides, onError, cancellationToken).ConfigureAwait(false);
        RememberedAddresses = provisions is null ? addresses
            : [.. RememberedAddresses.Where(known => !provisions.Contains(known.ProvisionId, StringComparer.OrdinalIgnoreCase) && !provisions.Contains(known.Provision)), .. addresses];
        AddressesRememberedAt = Environment.TickCount64;
        return addresses;
    }

    /// <summary>The orphans that somebody found last.</summary>
    public IReadOnlyList<EdgeOrphan> RememberedOrphans { get; private set; } = [];

    /// <summary>When that was, in milliseconds of <see cref="Environment.TickCount64"/>; null for never.</summary>
    public long? OrphansRememberedAt { get; private set; }

    /// <summary>The orphans at these providers, remembered for completion. One provider, or a region of it, that cannot be asked does not keep the others from it.</summary>
    public async Task<IReadOnlyList<EdgeOrphan>> OrphansAsync(
        IReadOnlyList<EdgeProvider> providers, Action<EdgeProvider, EdgeException> onError, Action<string> onWarning, CancellationToken cancellationToken)
    {
        List<(string Driver, EdgeOrphan Orphan)> found = [];
        foreach (var provider in providers)
        {
            try
            {
                var report = await Engine.FindOrphansAsync(provider, cancellationToken).ConfigureAwait(false);
                found.AddRange(report.Orphans.Select(o => (provider.Driver, o)));
                foreach (var failure in report.Failures)
                    onError(provider, failure);
                if (report.Warning is { } warning)
                    onWarning(warning);
            }
            catch (EdgeException error)
            {
                onError(provider, error);
            }
        }

        // One project may be registered under two names.
        List<EdgeOrphan> orphans = [.. found.DistinctBy(f => (f.Driver, f.Orphan.Kind, f.Orphan.Id)).Select(f => f.Orphan)];
        RememberedOrphans = [.. RememberedOrphans.Where(known => !providers.Any(p => p.Name == known.Provider)), .. orphans];
        OrphansRememberedAt = Environment.TickCount64;
        return orphans;
    }

    /// <summary>All provisions, remembered for completion.</summary>
    public async Task<IReadOnlyList<Provision>> ListAsync(CancellationToken cancellationToken)
    {
        var began = Environment.TickCount64;
        var provisions = await Engine.GetProvisionsAsync(null, cancellationToken).ConfigureAwait(false);
        lock (_gate)
        {
            // A look in the background may end after one that began later and saw more.
            if (began >= _rememberedFrom)
            {
                _rememberedFrom = began;
                Remembered = provisions;
                RememberedAt = Environment.TickCount64;
            }
        }

        return provisions;
    }

    /// <summary>
    /// A look at all provisions on the pool, for completion: the one that is under way, else a new one. It ends with the connection. An error shows by the memory
    /// not getting younger, and nowhere else.
    /// </summary>
    public Task Look()
    {
        lock (_gate)
        {
            if (!_look.IsCompleted)
                return _look;

            // It outlives the command that began it: nothing of that (who hears of the wire, who asks for secrets) may flow into it.
            if (ExecutionContext.IsFlowSuppressed())
                return _look = BeginLook();
            using (ExecutionContext.SuppressFlow())
                return _look = BeginLook();
        }
    }

    private Task BeginLook() => Task.Run(() => ListAsync(_closing.Token)).ContinueWith(
        look => _ = look.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync().ConfigureAwait(false);
        Task last;
        lock (_gate)
            last = _look;
        await last.ConfigureAwait(false);
        await Engine.DisposeAsync().ConfigureAwait(false);
        _closing.Dispose();
    }
}
