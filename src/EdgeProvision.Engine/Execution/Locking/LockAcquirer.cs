using System.Security.Cryptography;
using System.Text;
using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Engine.Operations;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Execution.Locking;

/// <summary>
/// Takes the lock of a provision. The lock is a VM template of a fixed name; names are unique only per owner, so of several the lowest id holds.
/// </summary>
public sealed class LockAcquirer(FrontEndClient client, IProcessTable processes, LockTimings timings, TimeProvider time)
{
    /// <summary>The lock's name: a name may be longer than OpenNebula takes, its hash is not.</summary>
    public static string NameOf(string provision) =>
        "edgeprovision-lock-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(provision)))[..32];

    /// <summary>Waits for the lock and takes it; an owner that is proven dead is replaced.</summary>
    /// <exception cref="EdgeException"><c>ResourceBusy</c> when somebody else held it all the time.</exception>
    public async Task<ProvisionLock> AcquireAsync(LockRequest request, Action<OperationEvent> report, CancellationToken cancellationToken)
    {
        try
        {
            return await WaitAndTakeAsync(request, report, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await GiveUpAsync(request).ConfigureAwait(false);
            throw;
        }
    }

    private async Task<ProvisionLock> WaitAndTakeAsync(LockRequest request, Action<OperationEvent> report, CancellationToken cancellationToken)
    {
        var tracker = new SilenceTracker(timings);
        var started = SuspendClock.Now(time);
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var isLate = SuspendClock.Now(time) - started >= request.Timeout;
            try
            {
                if (await TryAsync(request, tracker, isLate, report, cancellationToken).ConfigureAwait(false) is { } held)
                    return held;
            }
            catch (EdgeException error) when (error.IsTransient && !isLate)
            {
                // Whatever was asked may have happened: the next look tells. What was counted counts no more.
                tracker.Reset();
            }

            await Task.Delay(timings.Poll, time, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>One look, and what follows from it; null when there is reason to look again.</summary>
    private async Task<ProvisionLock?> TryAsync(LockRequest request, SilenceTracker tracker, bool isLate, Action<OperationEvent> report, CancellationToken cancellationToken)
    {
        var name = NameOf(request.Provision);
        var standing = await StandingAsync(name, cancellationToken).ConfigureAwait(false);
        if (standing.Count == 0)
        {
            await AllocateAsync(name, request, cancellationToken).ConfigureAwait(false);
            standing = await StandingAsync(name, cancellationToken).ConfigureAwait(false);
            if (standing.Count == 0)
                return null;
        }

        if (IsMine(standing[0], request))
            return await HoldAsync(standing[0].Id, request, cancellationToken).ConfigureAwait(false);

        // Somebody stands before us. Our own, if we made one in the race, has a higher id and makes way.
        foreach (var own in standing.Skip(1).Where(l => IsMine(l, request)))
            await DeleteAsync(own.Id, cancellationToken).ConfigureAwait(false);

        var body = LockBody.Read(standing[0].Template);
        if (processes.IsProvenDead(body.Process) || tracker.Observe(standing[0].Id, body.Beat, SuspendClock.Now(time)))
        {
            await DeleteAsync(standing[0].Id, cancellationToken).ConfigureAwait(false);
            return await TryAsync(request, tracker, isLate, report, cancellationToken).ConfigureAwait(false);
        }

        var age = time.GetUtcNow() - body.StartedAt;
        if (isLate)
            throw Busy(request, body, age);
        report(new OperationEvent.WaitingForLock(request.Provision, body.User, body.Process.Machine, body.Verb, age));
        return null;
    }

    private static bool IsMine(VmTemplateObject standing, LockRequest request) => LockBody.Read(standing.Template).OperationId == request.OperationId;

    /// <summary>Locks of that name in the order of their ids.</summary>
    private async Task<IReadOnlyList<VmTemplateObject>> StandingAsync(string name, CancellationToken cancellationToken)
    {
        var all = await client.Templates.ListAsync(cancellationToken).ConfigureAwait(false);
        return [.. all.Where(t => t.Name == name).OrderBy(t => t.Id)];
    }

    private async Task AllocateAsync(string name, LockRequest request, CancellationToken cancellationToken)
    {
        var body = new LockBody(request.User, processes.Self, request.OperationId, request.Verb, time.GetUtcNow(), 0);
        try
        {
            await client.Templates.AllocateAsync(TemplateWriter.Write(body.Write(name)), cancellationToken).ConfigureAwait(false);
        }
        catch (FrontEndException error) when (error.NameTakenBy is not null)
        {
            // The same user's lock came first, or our own answer was lost: the next look tells.
        }
    }

    private async Task<ProvisionLock> HoldAsync(int id, LockRequest request, CancellationToken cancellationToken)
    {
        var held = new ProvisionLock(client, id, request.Provision, timings, time);
        try
        {
            await held.StartAsync(cancellationToken).ConfigureAwait(false);
            return held;
        }
        catch
        {
            await held.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private async Task DeleteAsync(int id, CancellationToken cancellationToken)
    {
        try
        {
            await client.Templates.DeleteAsync(id, cancellationToken).ConfigureAwait(false);
        }
        catch (FrontEndException error) when (error.Kind == ErrorKind.NotFound)
        {
            // Somebody was quicker.
        }
    }

    /// <summary>
    /// Removes locks whose owners are proven dead. For operations that find nothing to do and so never ask for the lock: one that was killed
    /// between its last change and its end would otherwise leave its lock for good. Without a lock this is one look. With one whose owner's
    /// process cannot be seen from here, beats tell: the first is the sign of a living owner, who is left alone, and a minute without any is
    /// death. What cannot be looked at is left to the next operation.
    /// </summary>
    /// <param name="provision">The provision's name.</param>
    /// <param name="patience">How long to look at most.</param>
    /// <param name="report">Told whom it waits for.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task RemoveDeadAsync(string provision, TimeSpan patience, Action<OperationEvent> report, CancellationToken cancellationToken)
    {
        var tracker = new SilenceTracker(timings);
        var started = SuspendClock.Now(time);
        (int Id, long Beat)? seen = null;
        try
        {
            while (await StandingAsync(NameOf(provision), cancellationToken).ConfigureAwait(false) is [var first, ..])
            {
                var body = LockBody.Read(first.Template);
                if (processes.IsProvenDead(body.Process) || tracker.Observe(first.Id, body.Beat, SuspendClock.Now(time)))
                {
                    await DeleteAsync(first.Id, cancellationToken).ConfigureAwait(false);
                    seen = null;
                    continue;
                }

                if ((seen is not null && seen != (first.Id, body.Beat)) || SuspendClock.Now(time) - started >= patience)
                    return;
                seen = (first.Id, body.Beat);
                report(new OperationEvent.WaitingForLock(provision, body.User, body.Process.Machine, body.Verb, time.GetUtcNow() - body.StartedAt));
                await Task.Delay(timings.Poll, time, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (EdgeException)
        {
            // It keeps nobody out: whoever wants the lock finds its owner dead.
        }
    }

    /// <summary>It ended without the lock: one that was just made must not keep others out until its silence ends it.</summary>
    private async Task GiveUpAsync(LockRequest request)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(5), time);
        try
        {
            var all = await client.Templates.ListAsync(limit.Token).ConfigureAwait(false);
            foreach (var own in all.Where(t => t.Name == NameOf(request.Provision) && LockBody.Read(t.Template).OperationId == request.OperationId))
                await DeleteAsync(own.Id, limit.Token).ConfigureAwait(false);
        }
        catch (Exception error) when (error is EdgeException or OperationCanceledException)
        {
            // It ends by itself: nobody beats.
        }
    }

    private static EdgeException Busy(LockRequest request, LockBody body, TimeSpan age) =>
        new("ResourceBusy", ErrorKind.ResourceBusy, $"Provision {request.Provision} is being worked on by {body.User} on {body.Process.Machine} ({body.Verb}, for {Span(age)}). Waited {Span(request.Timeout)} for it to end.")
        {
            Target = request.Provision,
            RecommendedAction = $"Wait for it to end, or wait longer with -LockTimeout. If that process is known to be dead: oneprovision unlock {request.Provision} --force.",
        };

    private static string Span(TimeSpan span) =>
        span < TimeSpan.FromMinutes(2) ? FormattableString.Invariant($"{span.TotalSeconds:0} s") : FormattableString.Invariant($"{span.TotalMinutes:0} min");
}
