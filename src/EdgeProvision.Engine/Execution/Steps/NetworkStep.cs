using EdgeProvision.Engine.Descriptors.Templates;
using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Engine.Planning;
using EdgeProvision.Engine.Records;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Execution.Steps;

/// <summary>
/// Makes a network and waits until it is ready with every address range of the descriptor. Ranges of an IPAM driver are bought by oned itself
/// while the network is made, so the purchase is announced in the record before, and a network whose ranges failed is deleted (which gives
/// back what it has) and made again once.
/// </summary>
public sealed class NetworkStep : IStepHandler
{
    /// <inheritdoc/>
    public StepKind Kind => StepKind.Network;

    /// <inheritdoc/>
    public async Task<StepOutcome> RunAsync(StepContext context)
    {
        var scope = context.Operation;
        var desired = scope.Desired!.Networks[context.Step.Index];
        var rendered = ObjectTemplates.Network(scope, desired);
        var bought = rendered.RangeKeys;

        var limit = Limit(scope);
        if (bought.Count > 0)
            await scope.Record.UpdateAsync(scope.FrontEnd, r => r with { Requests = [.. r.Requests.Union(bought)] }, context.CancellationToken).ConfigureAwait(false);

        var outcome = StepOutcome.Unchanged;
        for (var attempt = 1; ; attempt++)
        {
            var id = await FindAsync(scope, rendered.Name, context.CancellationToken).ConfigureAwait(false);
            if (id is null)
            {
                // 5.10 answers only when its IPAM driver has: nobody waits for that.
                if (bought.Count > 0 && scope.Configuration.Release.Major < 6)
                    scope.Boards.Turns.Pass(context.Step.Id);
                id = await AllocateAsync(context, rendered, limit).ConfigureAwait(false);
                outcome = StepOutcome.Done;
            }

            scope.Boards.Turns.Pass(context.Step.Id);

            var problem = await ProblemAsync(context, id.Value, rendered.RangeCount, limit).ConfigureAwait(false);
            if (problem is null)
            {
                scope.Boards.References.Put(TemplateReferenceKind.Vnets, context.Step.Index, id.Value, rendered.Name, rendered.Template);
                break;
            }

            context.Progress($"network {id} did not become ready ({problem.Text}); deleting it");
            await NetworkRemoval.DeleteAsync(context, id.Value, limit).ConfigureAwait(false);
            if (attempt == 2)
                throw Failed(rendered.Name, problem.Text, problem.Reason, bought.Count > 0);
        }

        if (bought.Count > 0)
            await scope.Record.UpdateAsync(scope.FrontEnd, r => r with { Requests = [.. r.Requests.Except(bought)] }, context.CancellationToken).ConfigureAwait(false);
        return outcome;
    }

    /// <summary>oned runs one IPAM action at a time: those of the other networks may stand ahead.</summary>
    internal static TimeSpan Limit(OperationScope scope) =>
        scope.Timings.IpamAction * Math.Max(1, scope.Desired!.Networks.Sum(Planning.ObjectSteps.Ranges)) + TimeSpan.FromSeconds(30);

    private static async Task<int?> FindAsync(OperationScope scope, string name, CancellationToken cancellationToken)
    {
        var all = await scope.FrontEnd.Networks.ListAsync(cancellationToken).ConfigureAwait(false);
        return all.Where(n => n.Name == name && n.Template.TextAt("PROVISION/PROVISION_ID") == scope.ProvisionId).Select(n => (int?)n.Id).Min();
    }

    private static async Task<int> AllocateAsync(StepContext context, RenderedObject rendered, TimeSpan limit)
    {
        var scope = context.Operation;
        try
        {
            return await LostAnswers.AllocateAsync(
                () => scope.FrontEnd.Networks.AllocateAsync(rendered.Text, scope.ClusterId, context.CancellationToken),
                () => AwaitListedAsync(context, rendered, limit)).ConfigureAwait(false);
        }
        catch (FrontEndException error) when (error.NameTakenBy is { } holder)
        {
            var standing = await scope.FrontEnd.Networks.InfoAsync(holder.Id, SecretView.Cipher, context.CancellationToken).ConfigureAwait(false);
            return standing.Template.TextAt("PROVISION/PROVISION_ID") == scope.ProvisionId ? holder.Id : throw ObjectTemplates.NameTaken("network", rendered.Name, holder.Id);
        }
        catch (FrontEndException error) when (rendered.RangeKeys.Count > 0 && scope.Configuration.Release is { Major: 5 } && error.Code == FrontEndErrorCodes.Refused)
        {
            // 5.10 asks the IPAM driver before it answers: no reason, or one that speaks of it, is the driver's.
            var reason = error.ServerMessage.Length == 0 ? null : error.ServerMessage;
            throw Failed(rendered.Name, reason ?? "OpenNebula gives no reason", reason, hasIpam: reason is null || reason.Contains("IPAM", StringComparison.Ordinal));
        }
    }

    /// <summary>
    /// What a lost allocate made, or null. 5.10 lists a network only after its IPAM driver has answered: before that a repeated allocate would
    /// buy twice.
    /// </summary>
    private static async Task<int?> AwaitListedAsync(StepContext context, RenderedObject rendered, TimeSpan limit)
    {
        var scope = context.Operation;
        var began = scope.Time.GetTimestamp();
        while (true)
        {
            if (await FindAsync(scope, rendered.Name, context.CancellationToken).ConfigureAwait(false) is { } id)
                return id;
            if (rendered.RangeKeys.Count == 0 || scope.Time.GetElapsedTime(began) > limit)
                return null;
            context.Progress("the answer was lost; waiting for the network to be listed");
            await Task.Delay(scope.Timings.FrontEndPoll, scope.Time, context.CancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Why the network is not what was asked for, or null when it is: ready, and with as many ranges as the descriptor has.</summary>
    private static async Task<NetworkProblem?> ProblemAsync(StepContext context, int id, int ranges, TimeSpan limit)
    {
        try
        {
            var network = await context.Operation.FrontEnd.Networks.WaitReadyAsync(id, limit, context.CancellationToken).ConfigureAwait(false);
            return network.AddressRanges.Length >= ranges
                ? null
                : new NetworkProblem(network.ErrorText, $"it has {network.AddressRanges.Length} of {ranges} address ranges");
        }
        catch (EdgeException error) when (error.Code is FrontEndErrorCodes.NetworkFailed or FrontEndErrorCodes.NetworkTimeout)
        {
            var network = await context.Operation.FrontEnd.Networks.InfoAsync(id, SecretView.Cipher, context.CancellationToken).ConfigureAwait(false);
            return new NetworkProblem(network.ErrorText, error.Message.TrimEnd('.'));
        }
    }

    private static EdgeException Failed(string name, string problem, string? reason, bool hasIpam) =>
        new("NetworkFailed", ErrorKind.Refused, $"Network {name} could not be made: {problem.TrimEnd('.')}.")
        {
            Target = name,
            RecommendedAction = NetworkAdvice.For(reason, hasIpam),
        };
}
