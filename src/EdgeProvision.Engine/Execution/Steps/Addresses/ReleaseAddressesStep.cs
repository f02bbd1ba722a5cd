using EdgeProvision.Engine.Execution.Purchases;
using EdgeProvision.Engine.Observation;
using EdgeProvision.Engine.Planning;
using EdgeProvision.Engine.Providers.Addresses;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Execution.Steps;

/// <summary>Gives a reservation of addresses back, after one more look that no address range has come to have them.</summary>
public sealed class ReleaseAddressesStep : IStepHandler
{
    /// <inheritdoc/>
    public StepKind Kind => StepKind.ReleaseAddresses;

    /// <inheritdoc/>
    public async Task<StepOutcome> RunAsync(StepContext context)
    {
        var scope = context.Operation;
        var known = scope.Observed.Reservations.First(r => r.Block.Id == context.Step.Shown.Target);
        var addresses = scope.Provider(known.Driver).Driver.Addresses ?? throw AddressErrors.NotSupported(known.Driver);
        if (await addresses.GetAsync(known.Block.Id, context.CancellationToken).ConfigureAwait(false) is not { } block)
            return StepOutcome.Unchanged;
        var networks = await scope.FrontEnd.Networks.ListAsync(context.CancellationToken).ConfigureAwait(false);
        var use = await AddressUse.ReadAsync(scope.FrontEnd, networks, [known with { Block = block }], context.CancellationToken).ConfigureAwait(false);
        if (use.RangesOf(block) is { Count: > 0 } ranges)
            throw AddressRefusals.InUse(block, ranges);
        await AddressKeeper.ReleaseAsync(addresses, block, context.CancellationToken).ConfigureAwait(false);

        // An order that was announced for it has come and gone. Of addresses that are rented one by one the next may be under way still: whoever orders or removes next looks for it.
        if (block is { EdgeKey: { } key, IsContiguous: true })
            await new RecordedClaim(scope, key).CloseAsync(context.CancellationToken).ConfigureAwait(false);
        return StepOutcome.Done;
    }
}
