using EdgeProvision.Engine.Execution.Access;
using EdgeProvision.Engine.Hosts;
using EdgeProvision.Engine.Hosts.Programs;
using EdgeProvision.Engine.Hosts.Ssh;
using EdgeProvision.Engine.Observation;
using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Engine.Operations;
using EdgeProvision.Engine.Planning;
using EdgeProvision.Engine.Providers.Http;
using EdgeProvision.Engine.Records;
using EdgeProvision.Engine.Requests;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Execution.Steps;

/// <summary>Connects to the host, pins its key on first contact, and runs the configuration program until it has ended.</summary>
public sealed class ConfigureHostStep : IStepHandler
{
    private const string StatusAttribute = "PROVISION_CONFIGURATION_STATUS";

    /// <inheritdoc/>
    public StepKind Kind => StepKind.ConfigureHost;

    /// <inheritdoc/>
    public async Task<StepOutcome> RunAsync(StepContext context)
    {
        var host = context.Host;
        var scope = context.Operation;
        context.Progress("waiting for SSH");
        IHostChannel channel;
        HostFacts facts;
        try
        {
            (channel, facts) = await MeetAsync(context, host).ConfigureAwait(false);
        }
        catch (EdgeException) when (host.Template.Text(StatusAttribute) == "configured")
        {
            // It was set offline to be configured again and cannot be spoken with: continuing must not enable it as if nothing were wrong.
            await MarkAsync(context, host, "error", null).ConfigureAwait(false);
            throw;
        }

        var request = HostConfiguration.Of(scope, host);
        var reapply = scope.Request is ConfigureRequest { Reapply: true } || context.Step.IsForced;
        HostProgram program;
        try
        {
            program = scope.Playbooks.Compile(request, facts, reapply, checkOnly: false);
            if (program.PeersHash.Length > 0)
                await scope.Overlay.AdmitAsync(scope, context.CancellationToken).ConfigureAwait(false);
        }
        catch (EdgeException)
        {
            await MarkAsync(context, host, "error", null).ConfigureAwait(false);
            throw;
        }

        await scope.Gate(context.CancellationToken).ConfigureAwait(false);
        var report = await RunAsync(context, host, channel, program).ConfigureAwait(false);

        if (report.Outcome == HostStepOutcome.Failed)
        {
            await MarkAsync(context, host, "error", null).ConfigureAwait(false);
            throw Failed(host, report, HostConfiguration.Secrets(scope, host));
        }

        if (program.PeersHash.Length > 0)
            scope.Boards.Peers.Installed(host.Key, report.PeersHash);
        await MarkAsync(context, host, "configured", program.Fingerprint).ConfigureAwait(false);
        host.WasConfigured = true;
        return report.WasAlreadyDone || report.Outcome == HostStepOutcome.Ok ? StepOutcome.Unchanged : StepOutcome.Done;
    }

    /// <summary>Connects; where the provider does not let this machine in, that is what is told, and not only that the host was silent.</summary>
    private static async Task<(IHostChannel Channel, HostFacts Facts)> MeetAsync(StepContext context, HostWork host)
    {
        var scope = context.Operation;
        try
        {
            return await scope.HostAccess.MeetAsync(scope, host, context.CancellationToken).ConfigureAwait(false);
        }
        catch (EdgeException error) when (error.Code == SshErrors.HostUnreachable && MachineSurroundings.KeepOthersOut(host.Driver, host.Template))
        {
            if (await FindAsync(scope, host, context.CancellationToken).ConfigureAwait(false) is { Standing.AdmitsCallers: false } shut)
                throw shut.NotNamed(host.HostId, host.Key, host.Key, error);
            throw;
        }
    }

    private static async Task<ShutOut?> FindAsync(OperationScope scope, HostWork host, CancellationToken cancellationToken)
    {
        try
        {
            return await ShutOut.FindAsync(scope.Provider(host.Driver).Driver, scope.ProvisionId, cancellationToken).ConfigureAwait(false);
        }
        catch (EdgeException)
        {
            // Nobody can say then: what there is to tell is that the host does not answer.
            return null;
        }
    }

    private static async Task<ProgramReport> RunAsync(StepContext context, HostWork host, IHostChannel channel, HostProgram program)
    {
        var secrets = HostConfiguration.Secrets(context.Operation, host);
        var count = 0;
        try
        {
            return await channel.RunProgramAsync(
                program,
                step =>
                {
                    context.Progress($"{step.Role}: {step.Title}", 100 * ++count / Math.Max(1, program.Steps.Count));
                    context.Report(new OperationEvent.HostStepEnded(host.Key, step with { Detail = secrets.Apply(step.Detail) }));
                },
                context.CancellationToken).ConfigureAwait(false);
        }
        catch (EdgeException)
        {
            // It was begun and nobody knows how it ended: such a host is not what its old fingerprint says.
            await MarkAsync(context, host, "error", null).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Status and fingerprint in one update, also when the operation is being stopped: what happened on the host is a fact.</summary>
    private static async Task MarkAsync(StepContext context, HostWork host, string status, string? fingerprint)
    {
        if (host.Template.Text(StatusAttribute) == status && (fingerprint is null || host.Fingerprint == fingerprint))
            return;
        var attributes = new AttributeTree((StatusAttribute, status));
        if (fingerprint is not null)
            attributes = attributes.Add(EdgeAttribute.Fingerprint, fingerprint);
        using var grace = new StopGrace(context);
        await DeviceKeeper.UpdateAsync(context.Operation, host, attributes, grace.Token).ConfigureAwait(false);
        host.Fingerprint = fingerprint ?? host.Fingerprint;
    }

    private static EdgeException Failed(HostWork host, ProgramReport report, SecretFilter secrets)
    {
        var step = report.Steps.LastOrDefault(s => s.Outcome == HostStepOutcome.Failed);
        var where = step is null ? "" : $" in role {step.Role}, step '{step.Title}'";
        var detail = step is { Detail.Length: > 0 } ? ":\n" + secrets.Apply(step.Detail.TrimEnd()) : ".";
        return new EdgeException("HostConfigurationFailed", ErrorKind.Refused, $"Configuring host {host.Key} ({host.Address}) failed{where}{detail}")
        {
            Target = host.Key,
            RecommendedAction = $"Look at the host (Enter-EdgeHost, oneprovision host ssh {host.HostId}), mend the cause and configure it again: Invoke-EdgeHostConfiguration -Id {host.HostId} (oneprovision host configure {host.HostId}).",
        };
    }
}
