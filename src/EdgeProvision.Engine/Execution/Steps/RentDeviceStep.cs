using EdgeProvision.Engine.Planning;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Execution.Steps;

/// <summary>Rents the host's machine, or adopts the one that carries its key.</summary>
public sealed class RentDeviceStep : IStepHandler
{
    /// <inheritdoc/>
    public StepKind Kind => StepKind.RentDevice;

    /// <inheritdoc/>
    public Task<StepOutcome> RunAsync(StepContext context) =>
        DeviceKeeper.EnsureAsync(context, context.Host, () => DeviceOrder.Of(context.Operation, context.Host));
}
