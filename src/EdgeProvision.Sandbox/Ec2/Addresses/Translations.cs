using System.Net;
using EdgeProvision.Sandbox.Addresses;

namespace EdgeProvision.Sandbox.Ec2.Addresses;

/// <summary>
/// Where packets to elastic addresses go. What is asked for may be long out of date when an instance gets to it: so it is looked up what the address is
/// associated with by then, and one address is looked after at a time, lest an earlier answer overtake a later one.
/// </summary>
internal sealed class Translations(Ec2Store store, IAddressTranslator? translator)
{
    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>The caller does not hold the store's gate.</summary>
    public async Task BringUpToDateAsync(string address, CancellationToken cancellationToken)
    {
        if (translator is null)
            return;
        await _turn.WaitAsync(cancellationToken);
        try
        {
            await translator.TranslateAsync(IPAddress.Parse(address), TargetOf(address), cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    // An instance that is still being installed is looked after when it is there.
    private AddressTarget? TargetOf(string address)
    {
        lock (store.Gate)
        {
            var elastic = store.AllHoldings.SelectMany(holdings => holdings.Addresses.Living).FirstOrDefault(candidate => candidate.Address == address);
            return elastic?.Association is { Interface.Instance: { Machine: not null, IsEnding: false } instance } association
                ? new AddressTarget(instance.Id, association.PrivateAddress)
                : null;
        }
    }
}
