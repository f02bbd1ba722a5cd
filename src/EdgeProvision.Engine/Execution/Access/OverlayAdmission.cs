using EdgeProvision.Engine.Observation;

namespace EdgeProvision.Engine.Execution.Access;

/// <summary>
/// Has the providers that keep others out let in the overlay, where it comes to their machines from outside: from a member before that is configured or the others are told of it, and no
/// more when it has left.
/// </summary>
public sealed class OverlayAdmission
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly HashSet<string> _admitted = new(StringComparer.Ordinal);

    /// <summary>Lets in all members that are known now; nobody is shut out.</summary>
    /// <exception cref="Model.EdgeException">A provider does not.</exception>
    public async Task AdmitAsync(OperationScope scope, CancellationToken cancellationToken)
    {
        var outside = scope.Boards.Peers.View().Outside;
        if (outside.Count == 0)
            return;
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (outside.All(_admitted.Contains))
                return;
            foreach (var provider in scope.Providers.Values)
                await provider.Driver.AdmitMembersAsync(scope.ProvisionId, outside, cancellationToken).ConfigureAwait(false);
            _admitted.UnionWith(outside);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Lets in the members that are known now and no others, if hosts are joined by an overlay at all. True when something had to be changed.</summary>
    /// <exception cref="Model.EdgeException">A provider does not.</exception>
    public async Task<bool> SettleAsync(OperationScope scope, CancellationToken cancellationToken)
    {
        if (!scope.Hosts.Values.Any(h => scope.Playbooks.HasOverlay(StoredConfiguration.Playbooks(h.Template))))
            return false;
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var outside = scope.Boards.Peers.View().Outside;
            var changed = false;
            foreach (var provider in scope.Providers.Values)
                changed |= await provider.Driver.SetMembersAsync(scope.ProvisionId, outside, cancellationToken).ConfigureAwait(false);
            _admitted.Clear();
            _admitted.UnionWith(outside);
            return changed;
        }
        finally
        {
            _turn.Release();
        }
    }
}
