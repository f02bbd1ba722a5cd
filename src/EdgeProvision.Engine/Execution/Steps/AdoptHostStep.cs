using EdgeProvision.Engine.Execution.Purchases;
using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Engine.Planning;
using EdgeProvision.Engine.Records;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Execution.Steps;

/// <summary>Writes at an adopted host what this engine knows its hosts by, beside what the other tool has written, in one update.</summary>
public sealed class AdoptHostStep : IStepHandler
{
    /// <inheritdoc/>
    public StepKind Kind => StepKind.AdoptHost;

    /// <inheritdoc/>
    public async Task<StepOutcome> RunAsync(StepContext context)
    {
        var host = context.Host;
        var scope = context.Operation;

        // Whatever was ordered for it was ordered by the other tool, and is known or lost: nothing of ours is under way.
        var request = host.Request ?? new HostRequest(1, IsOpen: false);
        var attributes = new AttributeTree(
            (EdgeAttribute.Key, EdgeAttribute.HostKey(scope.ProvisionId, host.Key)),
            (EdgeAttribute.Request, request.ToString()),
            (EdgeAttribute.Since, host.Template.Text(EdgeAttribute.Since) ?? KeyAge.Before(scope, scope.Provider(host.Driver).Driver)),
            (EdgeAttribute.Power, host.Power.ToString()));
        if (host.SshHostKey is { } key)
            attributes = attributes.Add(EdgeAttribute.SshHostKey, key);
        await DeviceKeeper.UpdateAsync(scope, host, attributes, context.CancellationToken).ConfigureAwait(false);
        host.Request = request;
        return StepOutcome.Done;
    }
}
