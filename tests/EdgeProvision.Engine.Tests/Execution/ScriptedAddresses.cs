using EdgeProvision.Engine.Providers.Addresses;
using Microsoft.Extensions.Time.Testing;

namespace EdgeProvision.Engine.Tests.Execution;

/// <summary>Addresses that come when the test says, and go when they are released.</summary>
internal sealed class ScriptedAddresses(FakeTimeProvider time) : IAddressDriver
{
    private readonly DateTimeOffset _began = time.GetUtcNow();

    /// <summary>When it was looked at, from the beginning.</summary>
    public List<TimeSpan> Looks { get; } = [];

    /// <summary>How long a look takes.</summary>
    public TimeSpan LookTakes { get; init; }

    public List<string> Released { get; } = [];

    /// <summary>What is there at a time, as long as it is not released.</summary>
    public Func<TimeSpan, IReadOnlyList<AddressReservation>> There { get; set; } = _ => [];

    public IReadOnlyList<string> Types => ["public_ipv4"];

    public bool IsContiguous => true;

    public void Check(ReservationRequest request) => throw new NotSupportedException();

    public Task<IReadOnlyList<AddressReservation>> ListAsync(string provisionId, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow() - _began;
        Looks.Add(now);
        time.Advance(LookTakes);
        return Task.FromResult<IReadOnlyList<AddressReservation>>([.. There(now).Where(r => !Released.Contains(r.Id))]);
    }

    public Task<AddressReservation?> GetAsync(string reservationId, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<ReserveResult> ReserveAsync(ReservationRequest request, AddressReservation? standing, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task ReleaseAsync(string reservationId, CancellationToken cancellationToken)
    {
        Released.Add(reservationId);
        return Task.CompletedTask;
    }

    public Task<AddressAssignment> AssignAsync(AddressReservation reservation, string address, string deviceId, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task UnassignAsync(AddressAssignment assignment, CancellationToken cancellationToken) => throw new NotSupportedException();
}
