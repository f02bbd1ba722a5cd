using EdgeProvision.Engine.Providers.Addresses;

namespace EdgeProvision.Engine.Ipam;

/// <summary>
/// The claim of an IPAM driver. It never says open: the engine has written the order down before it asked oned for the network, and waits before it asks again. An order is
/// announced here before it is sent, each one, so that none is sent whose answer would come too late.
/// </summary>
/// <param name="key">The block's key.</param>
/// <param name="left">How long oned will still wait.</param>
/// <param name="needed">How long it must still wait for an order to make sense.</param>
internal sealed class UnrecordedOrder(string key, Func<TimeSpan> left, TimeSpan needed) : IReservationClaim
{
    /// <inheritdoc/>
    public bool IsOpen => false;

    /// <summary>True once an order was sent.</summary>
    public bool WasSent { get; private set; }

    /// <inheritdoc/>
    public Task OpenAsync(CancellationToken cancellationToken)
    {
        if (left() < needed)
            return Task.FromException(IpamErrors.TooLateToOrder(key));
        WasSent = true;
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task CloseAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
