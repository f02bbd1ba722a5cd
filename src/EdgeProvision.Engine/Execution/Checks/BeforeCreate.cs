using EdgeProvision.Engine.Descriptors;
using EdgeProvision.Engine.Execution.Preparation;
using EdgeProvision.Engine.Hosts;
using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Execution.Checks;

/// <summary>
/// What this front-end and these providers can tell of a descriptor before anything is made: words that they do not have, reserved hardware that is not free, machines that other hosts are, address ranges that are none, ends that have
/// passed, systems that the playbook does not support, orders that would be refused, hosts that this machine may not log in to. Only what the plan is going to make or rent is looked at; for what stands it is too late.
/// </summary>
internal static class BeforeCreate
{
    /// <summary>Checks, and answers what is doubtful.</summary>
    /// <exception cref="DescriptorException">Something cannot work; all of it is told, each with its line and column.</exception>
    public static async Task<IReadOnlyList<Diagnostic>> CheckAsync(
        PreparedOperation prepared, FrontEndConfiguration configuration, IPlaybooks playbooks, TimeProvider time, CancellationToken cancellationToken)
    {
        if (prepared.Desired is not { } desired || prepared.Plan.IsEmpty)
            return [];
        var bag = new DiagnosticBag();
        new DriverNameCheck(configuration, bag).Check(desired, prepared.Plan);
        await new CatalogCheck(prepared.Providers, bag).CheckAsync(desired, prepared.Plan, cancellationToken).ConfigureAwait(false);
        await new ReservedCheck(prepared.Providers, bag).CheckAsync(desired, prepared.Plan, prepared.Observed, cancellationToken).ConfigureAwait(false);
        new StandingMachineCheck(prepared.HostObjects, bag).Check(desired, prepared.Plan, prepared.ProvisionId);
        new RangeOrderCheck(prepared.Providers, bag).Check(desired, prepared.Plan);
        new LifetimeCheck(prepared.Providers, time, bag).Check(desired, prepared.Plan);
        await new SystemCheck(playbooks, bag).CheckAsync(desired, prepared.Plan, prepared.Providers, configuration.IsSandbox, cancellationToken).ConfigureAwait(false);
        if (!bag.HasErrors)
            await new OrderCheck(prepared.Providers, bag).CheckAsync(desired, prepared.Plan, prepared.Observed, cancellationToken).ConfigureAwait(false);
        if (!bag.HasErrors)
            await new LoginCheck(prepared.Providers, bag).CheckAsync(desired, prepared.Plan, prepared.Observed, cancellationToken).ConfigureAwait(false);
        return bag.HasErrors ? throw new DescriptorException(desired.Source, bag.ToList()) : bag.ToList();
    }
}
