using EdgeProvision.Engine;
using EdgeProvision.Model;

namespace EdgeProvision.PowerShell.Connections;

/// <summary>A front-end that this process is connected to, and what completion remembers of it.</summary>
internal sealed class EdgeConnection(IEdgeEngine engine)
{
    public IEdgeEngine Engine { get; } = engine;

    public EdgeCloud Cloud => Engine.Cloud;

    /// <summary>What providers offer here.</summary>
    public OfferMemory Offers { get; } = new(engine.Offers);

    /// <summary>What was there when somebody last looked; completion answers from it.</summary>
    public IReadOnlyList<Provision> Remembered { get; private set; } = [];

    /// <summary>When that was, in milliseconds of <see cref="Environment.TickCount64"/>; null for never.</summary>
    public long? RememberedAt { get; private set; }

    /// <summary>All provisions, remembered for completion.</summary>
    public async Task<IReadOnlyList<Provision>> ListAsync(CancellationToken cancellationToken)
    {
        var provisions = await Engine.GetProvisionsAsync(null, cancellationToken).ConfigureAwait(false);
        Remembered = provisions;
        RememberedAt = Environment.TickCount64;
        return provisions;
    }
}
