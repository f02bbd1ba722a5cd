using EdgeProvision.Engine.Admission;
using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Engine.Planning;
using EdgeProvision.Engine.Records;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Execution.Steps;

/// <summary>
/// Gives a host the attributes of the descriptor: how to log in, its configuration, its own keys. What was ordered stays as it is once there
/// is a machine, but what the machine lets in, and so does everything that the engine keeps there.
/// </summary>
public sealed class UpdateHostStep : IStepHandler
{
    private static readonly string[] s_kept =
        ["IM_MAD", "VM_MAD", "PM_MAD", "CONTEXT", "PROVISION_CONFIGURATION_STATUS", EdgeAttribute.Key, EdgeAttribute.Power, EdgeAttribute.Request];

    /// <inheritdoc/>
    public StepKind Kind => StepKind.UpdateHost;

    /// <inheritdoc/>
    public async Task<StepOutcome> RunAsync(StepContext context)
    {
        var scope = context.Operation;
        var host = context.Host;
        var token = context.CancellationToken;
        var standing = await scope.FrontEnd.Hosts.InfoAsync(context.Step.ObjectId, SecretView.Cipher, token).ConfigureAwait(false);
        var desired = ObjectTemplates.Evaluate(scope, host.Desired!);
        var wanted = ObjectTemplates.Host(scope, desired, "", host.Request ?? new HostRequest(1, IsOpen: false)).Without(s_kept);
        if (host.DeviceId is not null)
            wanted = wanted.With("PROVISION", Changeable(wanted.Section("PROVISION") ?? AttributeTree.Empty));

        // What the claim adds for the scheduler's sake is an administrator's to set.
        foreach (var name in new[] { "RESERVED_CPU", "RESERVED_MEM" })
        {
            if (wanted.Text(name) is { Length: 0 })
                wanted = wanted.Without(name);
        }

        // No playbook means the default one, and an attribute cannot be merged away.
        if (standing.Template.Contains("ANSIBLE_PLAYBOOK") && !wanted.Contains("ANSIBLE_PLAYBOOK"))
            wanted = wanted.Add("ANSIBLE_PLAYBOOK", string.Join(',', HostPipeline.Playbooks(scope.Desired!)));
        if (AttributeUpdate.Of(standing.Template, wanted, context.Step.Dropped) is not { } update)
            return StepOutcome.Unchanged;
        await scope.FrontEnd.Hosts.UpdateAsync(standing.Id, update.Mode, update.Text, token).ConfigureAwait(false);
        host.Template = (await scope.FrontEnd.Hosts.InfoAsync(standing.Id, SecretView.Cipher, token).ConfigureAwait(false)).Template;
        return StepOutcome.Done;
    }

    private static AttributeTree Changeable(AttributeTree order) => new(order.Where(a => AdmissionWish.Keys.Contains(a.Name.ToLowerInvariant())));
}
