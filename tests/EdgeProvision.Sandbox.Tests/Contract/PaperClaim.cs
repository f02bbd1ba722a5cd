using EdgeProvision.Engine.Providers.Addresses;

namespace EdgeProvision.Sandbox.Tests.Contract;

/// <summary>A claim in memory, as a run leaves it to the next.</summary>
internal sealed class PaperClaim(bool isOpen = false) : IReservationClaim
{
    public bool IsOpen { get; private set; } = isOpen;

    public int Opened { get; private set; }

    public Task OpenAsync(CancellationToken cancellationToken)
    {
        (IsOpen, Opened) = (true, Opened + 1);
        return Task.CompletedTask;
    }

    public Task CloseAsync(CancellationToken cancellationToken)
    {
        IsOpen = false;
        return Task.CompletedTask;
    }
}
