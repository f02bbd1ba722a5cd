using EdgeProvision.Engine.Providers.Addresses;

namespace EdgeProvision.Engine.Execution.Steps;

/// <summary>The claim of an order of addresses in the record's <c>REQUESTS</c>.</summary>
internal sealed class RecordedClaim(OperationScope scope, string key) : IReservationClaim
{
    /// <inheritdoc/>
    public bool IsOpen => scope.Record.Current?.Requests.Contains(key) == true;

    /// <inheritdoc/>
    public Task OpenAsync(CancellationToken cancellationToken) =>
        scope.Record.UpdateAsync(scope.FrontEnd, r => r.Requests.Contains(key) ? r : r with { Requests = [.. r.Requests, key] }, cancellationToken);

    /// <inheritdoc/>
    public Task CloseAsync(CancellationToken cancellationToken) =>
        scope.Record.UpdateAsync(scope.FrontEnd, r => r.Requests.Contains(key) ? r with { Requests = [.. r.Requests.Where(k => k != key)] } : r, cancellationToken);
}
