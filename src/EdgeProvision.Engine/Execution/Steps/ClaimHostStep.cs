using EdgeProvision.Engine.Execution.Access;
using EdgeProvision.Engine.Execution.Purchases;
using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Engine.Planning;
using EdgeProvision.Engine.Records;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Execution.Steps;

/// <summary>
/// Registers the host: allocate, offline, and the claim, which says before anything is bought what will be bought and under which key.
/// </summary>
public sealed class ClaimHostStep : IStepHandler
{
    /// <inheritdoc/>
    public StepKind Kind => StepKind.ClaimHost;

    /// <inheritdoc/>
    public async Task<StepOutcome> RunAsync(StepContext context)
    {
        var scope = context.Operation;
        var host = context.Host;
        var desired = ObjectTemplates.Evaluate(scope, host.Desired!);
        var publicKey = (await scope.HostAccess.CredentialsAsync(scope, host, context.CancellationToken).ConfigureAwait(false)).PublicKey;
        if (host.HostId < 0)
        {
            host.Name = HostNaming.Generated(scope.ProvisionId, host.Key);
            host.HostId = await AllocateAsync(scope, host, desired, context.CancellationToken).ConfigureAwait(false);
        }

        scope.Boards.Turns.Pass(context.Step.Id);

        await scope.FrontEnd.Hosts.SetStatusAsync(host.HostId, HostStatus.Offline, context.CancellationToken).ConfigureAwait(false);

        // Fresh is what this very run claims: for the first time, or anew after a request that is known to have come to nothing. One that an earlier
        // run has left open is not claimed here: it can have a machine under way.
        var request = (host.Request ?? new HostRequest(1, IsOpen: false)) with { IsOpen = true };
        var template = ObjectTemplates.Host(scope, desired, publicKey, request)
            .With(EdgeAttribute.Since, host.Template.Text(EdgeAttribute.Since) ?? KeyAge.Before(scope, scope.Provider(host.Driver).Driver));
        await scope.FrontEnd.Hosts.UpdateAsync(host.HostId, UpdateMode.Replace, TemplateWriter.Write(template), context.CancellationToken).ConfigureAwait(false);
        host.Template = template;
        host.Request = request;
        host.IsFreshlyClaimed = true;
        return StepOutcome.Done;
    }

    /// <summary>After a lost answer asking again tells: the name is taken by our own.</summary>
    private static Task<int> AllocateAsync(OperationScope scope, HostWork host, DescriptorHost desired, CancellationToken cancellationToken) =>
        LostAnswers.AllocateAsync(
            async () =>
            {
                try
                {
                    return await scope.FrontEnd.Hosts.AllocateAsync(
                        host.Name, desired.Attributes.Text("im_mad") ?? "", desired.Attributes.Text("vm_mad") ?? "", scope.ClusterId, cancellationToken).ConfigureAwait(false);
                }
                catch (FrontEndException error) when (error.NameTakenBy is { } holder)
                {
                    // The name is a hash of the provision and the key: nobody else makes it.
                    return holder.Id;
                }
            },
            () => Task.FromResult<int?>(null));
}
