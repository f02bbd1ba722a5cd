using EdgeProvision.Engine.Planning;
using EdgeProvision.Engine.Requests;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Execution.Steps;

/// <summary>
/// Refuses a removal while users have something on what is to be removed, and restores the hosts' state. The check is ours: oned deletes a
/// system datastore under a running virtual machine without a word.
/// </summary>
public sealed class RefuseContentsStep : IStepHandler
{
    /// <inheritdoc/>
    public StepKind Kind => StepKind.RefuseContents;

    /// <inheritdoc/>
    public async Task<StepOutcome> RunAsync(StepContext context)
    {
        var scope = context.Operation;
        var found = await Contents.FindAsync(scope, context.CancellationToken).ConfigureAwait(false);
        if (found.IsEmpty)
            return StepOutcome.Unchanged;
        await OfflineHosts.RestoreAsync(context).ConfigureAwait(false);
        found = await found.NamedAsync(scope, context.CancellationToken).ConfigureAwait(false);
        if (scope.Request is DeleteObjectRequest single)
            throw ObjectInUse(single, context.Step.Shown.Target, found);
        var subject = scope.Request is DeleteHostsRequest some ? Hosts(scope, some) : scope.Name;
        throw new EdgeException("ProvisionInUse", ErrorKind.ResourceBusy, $"{subject} is in use: {found}. Nothing was removed.")
        {
            Target = subject,
            RecommendedAction = ContentsAdvice.For(scope.Request, found),
        };
    }

    /// <summary>Those that have virtual machines; all, where it is something else that is in use.</summary>
    private static string Hosts(OperationScope scope, DeleteHostsRequest request)
    {
        var going = scope.Observed.Hosts.Where(h => request.HostIds.Contains(h.Id)).ToList();
        var busy = going.Where(h => h.VirtualMachines.Count > 0).ToList();
        return string.Join(", ", (busy.Count > 0 ? busy : going).Select(h => FormattableString.Invariant($"Host {h.Id} ({h.Key})")));
    }

    private static EdgeException ObjectInUse(DeleteObjectRequest request, string name, Contents found) =>
        new("ObjectInUse", ErrorKind.ResourceBusy, FormattableString.Invariant($"{request.Kind} {request.ObjectId} ({name}) is in use: {found}. Nothing was removed."))
        {
            Target = name,
            RecommendedAction = ContentsAdvice.For(request, found),
        };
}
