using EdgeProvision.Engine.Descriptors;
using EdgeProvision.Engine.Execution.Access;
using EdgeProvision.Engine.Execution.Purchases;
using EdgeProvision.Engine.Observation;
using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Engine.Planning;
using EdgeProvision.Engine.Providers;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Execution.Steps;

/// <summary>Has the provider take a machine away by itself when the descriptor says so, or not at all, and notes that at the host.</summary>
public sealed class SetDeviceEndStep : IStepHandler
{
    /// <inheritdoc/>
    public StepKind Kind => StepKind.SetDeviceEnd;

    /// <inheritdoc/>
    public async Task<StepOutcome> RunAsync(StepContext context)
    {
        var scope = context.Operation;
        var host = context.Host;
        var driver = scope.Provider(host.Driver).Driver;
        var written = ObjectTemplates.Evaluate(scope, host.Desired!).Provision.Text(Lifetime.Key);
        var wanted = written is null ? null : DeviceOrder.LifetimeOf(host, written);
        var device = await driver.GetDeviceAsync(host.DeviceId!, context.CancellationToken).ConfigureAwait(false) ?? throw VanishedDevice.Of(host.DeviceId!, host.Key);
        var isChanged = false;
        if (Lifetimes.Difference(wanted, device) is not null)
        {
            var end = wanted?.EndOf(device.CreatedAt);
            if (end <= (driver.ServiceTime ?? scope.Time.GetUtcNow()))
                throw Passed(host, end.Value);
            device = await driver.SetEndAsync(device.Id, end, context.CancellationToken).ConfigureAwait(false);
            if (Lifetimes.Difference(wanted, device) is not null)
                throw Kept(host, device);
            isChanged = true;
        }

        return await NoteAsync(scope, host, written, context.CancellationToken).ConfigureAwait(false) || isChanged ? StepOutcome.Done : StepOutcome.Unchanged;
    }

    /// <summary>What was ordered stands at the host; it should not say what is no longer true.</summary>
    private static async Task<bool> NoteAsync(OperationScope scope, HostWork host, string? written, CancellationToken cancellationToken)
    {
        var name = Lifetime.Key.ToUpperInvariant();
        if (host.Template.Section("PROVISION") is not { } order || (order.Text(name) ?? "") == (written ?? ""))
            return false;
        order = written is null ? order.Without(name) : order.With(name, written);
        await DeviceKeeper.UpdateAsync(scope, host, AttributeTree.Empty.Add("PROVISION", order), cancellationToken).ConfigureAwait(false);
        return true;
    }

    private static EdgeException Passed(HostWork host, DateTimeOffset end) => new(
        "TerminationTimePassed", ErrorKind.InvalidInput, $"Machine {host.DeviceId} of host {host.Key} was to end by itself at {Lifetime.Text(end)}, which has passed: the provider would take it away at once. It was not asked to.")
    {
        Target = host.Key,
        RecommendedAction = $"Write a later {Lifetime.Key}, or take it out of the descriptor. To give the machine back now, use Remove-EdgeHost (oneprovision host delete).",
    };

    private static EdgeException Kept(HostWork host, Device device) => new(
        "TerminationTimeKept", ErrorKind.NotSupported,
        $"The provider was asked to change when machine {device.Id} of host {host.Key} ends by itself, and keeps what it had ({(device.EndsAt is { } end ? Lifetime.Text(end) : "never")}).")
    {
        Target = host.Key,
        RecommendedAction = $"Write that {Lifetime.Key} into the descriptor, or replace the machine: remove the host with Remove-EdgeHost (oneprovision host delete) and run the command again.",
    };
}
