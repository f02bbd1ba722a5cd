using System.Collections.Concurrent;
using EdgeProvision.Engine;
using EdgeProvision.Model;

namespace EdgeProvision.PowerShell.Connections;

/// <summary>A front-end that this process is connected to, and what completion remembers of it.</summary>
internal sealed class EdgeConnection(IEdgeEngine engine)
{
    private readonly ConcurrentDictionary<string, IReadOnlyList<Operation>> _operations = new(StringComparer.Ordinal);

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

    /// <summary>All provisions, remembered for completion.</summary>
    public async Task<IReadOnlyList<Provision>> ListAsync(CancellationToken cancellationToken)
    {
        var provisions = await Engine.GetProvisionsAsync(null, cancellationToken).ConfigureAwait(false);
        Remembered = provisions;
        RememberedAt = Environment.TickCount64;
        return provisions;
    }
}
