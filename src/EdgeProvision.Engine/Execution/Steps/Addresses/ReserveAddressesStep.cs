using EdgeProvision.Engine.Execution.Purchases;
using EdgeProvision.Engine.Operations;
using EdgeProvision.Engine.Planning;
using EdgeProvision.Engine.Providers.Addresses;
using EdgeProvision.Engine.Requests;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Execution.Steps;

/// <summary>Rents a reservation of addresses, once, however often it is run.</summary>
public sealed class ReserveAddressesStep : IStepHandler
{
    /// <inheritdoc/>
    public StepKind Kind => StepKind.ReserveAddresses;

    /// <inheritdoc/>
    public async Task<StepOutcome> RunAsync(StepContext context)
    {
        var scope = context.Operation;
        var host = scope.Observed.Hosts.First(h => h.Id == context.Step.ObjectId);
        var driver = scope.Provider(host.Driver).Driver;
        var key = context.Step.Shown.Target;
        var order = AddressOrder.For(scope.Observed, scope.ProvisionId, host, (CreateAddressRequest)scope.Request, key);
        var claim = new RecordedClaim(scope, key);
        try
        {
            var block = await AddressKeeper.EnsureAsync(driver, order, claim, scope.Time, text => context.Progress(text), context.CancellationToken).ConfigureAwait(false);
            context.Progress($"rented {AddressPlanner.Range(block)}");
            return StepOutcome.Done;
        }
        catch (OperationCanceledException) when (claim.IsOpen)
        {
            scope.Say(MessageLevel.Warning, "The order of addresses was not brought to its end: what was ordered may still come. The next run looks for it by its key before it orders others.");
            throw;
        }
    }
}
