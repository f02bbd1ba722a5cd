using EdgeProvision.Engine.Planning;
using EdgeProvision.Engine.Providers.Addresses;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Execution.Steps;

/// <summary>Leads one address to a host, or nowhere.</summary>
public sealed class AssignAddressStep : IStepHandler
{
    /// <inheritdoc/>
    public StepKind Kind => StepKind.AssignAddress;

    /// <inheritdoc/>
    public async Task<StepOutcome> RunAsync(StepContext context)
    {
        var scope = context.Operation;
        var address = context.Step.Shown.Target;
        var known = scope.Observed.Reservations.First(r => r.Block.Find(address) is not null);
        var addresses = scope.Provider(known.Driver).Driver.Addresses ?? throw AddressErrors.NotSupported(known.Driver);

        // A hook of a virtual machine may have been here since.
        var block = await addresses.GetAsync(known.Block.Id, context.CancellationToken).ConfigureAwait(false) ?? throw AddressRefusals.NoReservation(scope.Observed, known.Block.Id);
        if (context.Step.ObjectId < 0)
        {
            if (block.Find(address)?.Assignment is not { } assignment)
                return StepOutcome.Unchanged;
            await addresses.UnassignAsync(assignment, context.CancellationToken).ConfigureAwait(false);
            return StepOutcome.Done;
        }

        var host = scope.Observed.Hosts.First(h => h.Id == context.Step.ObjectId);
        var made = await addresses.AssignAsync(block, address, host.DeviceId!, context.CancellationToken).ConfigureAwait(false);
        if (made.InnerAddress != address)
            context.Progress($"{address} arrives at the host as {made.InnerAddress}");
        return StepOutcome.Done;
    }
}
