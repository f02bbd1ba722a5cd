using EdgeProvision.Engine.Execution.Access;
using EdgeProvision.Engine.Planning;
using EdgeProvision.Engine.Requests;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Execution.Steps;

/// <summary>Logs in to a host that is to be adopted, with the key that was agreed to and no other. Nothing is done there.</summary>
public sealed class GreetHostStep : IStepHandler
{
    /// <inheritdoc/>
    public StepKind Kind => StepKind.GreetHost;

    /// <inheritdoc/>
    public async Task<StepOutcome> RunAsync(StepContext context)
    {
        var host = context.Host;
        var scope = context.Operation;
        host.SshHostKey = ((ImportRequest)scope.Request).ShownKeys![host.HostId];
        await scope.HostAccess.OpenAsync(scope, host, context.CancellationToken).ConfigureAwait(false);
        await scope.HostAccess.CloseAsync(host).ConfigureAwait(false);
        return StepOutcome.Unchanged;
    }
}
