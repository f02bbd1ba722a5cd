using EdgeProvision.Engine.OpenNebula;

namespace EdgeProvision.Engine.Execution.Locking;

/// <summary>Looks who works on a provision, and takes nothing. One watch is for one wait: it learns from look to look whether the owner still lives.</summary>
internal sealed class LockWatch(FrontEndClient client, IProcessTable processes, LockTimings timings, TimeProvider time)
{
    private readonly SilenceTracker _tracker = new(timings);
    private (int Id, long Beat)? _dead;

    /// <summary>Who holds the lock; null for nobody, or somebody who is proven dead.</summary>
    public async Task<LockBody?> OwnerAsync(string provision, CancellationToken cancellationToken)
    {
        var name = LockAcquirer.NameOf(provision);
        var standing = (await client.Templates.ListAsync(cancellationToken).ConfigureAwait(false)).Where(t => t.Name == name).MinBy(t => t.Id);
        if (standing is null)
            return null;
        var body = LockBody.Read(standing.Template);
        var seen = (standing.Id, body.Beat);
        if (processes.IsProvenDead(body.Process) || _tracker.Observe(standing.Id, body.Beat, SuspendClock.Now(time)))
            _dead = seen;

        // Who has been found dead stays so until there is another beat, however long the pause before the next look.
        return _dead == seen ? null : body;
    }
}
