using EdgeProvision.Engine.Execution.Locking;
using EdgeProvision.Engine.Execution.Preparation;
using EdgeProvision.Engine.Observation;
using EdgeProvision.Engine.Requests;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Execution;

/// <summary>
/// Waits for a provision: whoever works on it, and then until it is in a wanted state. It changes nothing and takes no lock. Where nobody works on it and its
/// state is another, waiting would have no end: that is an error which says what to do.
/// </summary>
internal sealed class ProvisionWaiter(EngineParts parts)
{
    // Between two operations of a script there is a moment without a lock.
    private const int CalmLooks = 2;
    private static readonly string[] s_passing = ["init", "update", "retry"];
    private readonly TimeProvider _time = parts.Options.Time;

    public async Task<Provision> WaitAsync(WaitRequest request, Action<string> tell, CancellationToken cancellationToken)
    {
        var watch = new LockWatch(parts.Client, parts.Options.Processes, parts.Options.Timings.Lock, _time);
        var began = _time.GetTimestamp();
        var name = request.Provision;
        Provision? seen = null;
        long? calmSince = null;
        var calm = 0;
        while (true)
        {
            // The lock first: what is read after it was free is what its last owner left.
            var owner = await watch.OwnerAsync(name, cancellationToken).ConfigureAwait(false);
            var snapshot = await FrontEndSnapshot.ReadAsync(parts.Client, cancellationToken).ConfigureAwait(false);
            var found = snapshot.Find(seen?.Id ?? request.Provision);
            if (found.IsNew && owner is null && (seen is not null || ++calm >= CalmLooks))
                throw seen is null ? ProvisionLookup.NotFound(request.Provision, snapshot) : Gone(seen);
            if (!found.IsNew && found.Name != name)
            {
                // Asked for by its id: the lock goes by the name.
                name = found.Name;
                continue;
            }

            seen = found.IsNew ? seen : ProvisionView.Of(found, snapshot.Hosts);
            if (owner is null && seen is not null && request.States.Contains(seen.State))
                return seen;
            if (owner is not null)
                (calm, calmSince) = (0, null);
            else if (seen is not null && ++calm >= CalmLooks && !MayPass(seen!, calmSince ??= _time.GetTimestamp()))
                throw NotComing(seen!, request.States);
            if (request.Timeout is { } limit && _time.GetElapsedTime(began) >= limit)
                throw Late(request, seen, owner);
            tell(Text(name, seen, owner));
            await Task.Delay(Pause(request, _time.GetElapsedTime(began), owner is not null), _time, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>OpenNebula's first look at a host comes without anybody's doing.</summary>
    private bool MayPass(Provision provision, long since) =>
        _time.GetElapsedTime(since) < parts.Options.Timings.Monitored && provision.Hosts.Any(h => s_passing.Contains(h.FrontEndState));

    private TimeSpan Pause(WaitRequest request, TimeSpan waited, bool isOwned)
    {
        // That an owner has died shows only in looks that are close enough to each other.
        var closest = parts.Options.Timings.Lock.LargestGap / 3;
        var delay = isOwned && request.Delay > closest ? closest : request.Delay;
        var left = request.Timeout - waited ?? delay;
        return left < delay ? left < TimeSpan.Zero ? TimeSpan.Zero : left : delay;
    }

    private static string Text(string name, Provision? provision, LockBody? owner)
    {
        var state = provision is null ? $"Provision {name} does not stand yet" : $"Provision {name} is {provision.State}";
        return owner is null ? state : $"{state}; {owner.User} on {owner.Process.Machine} works on it ({owner.Verb})";
    }

    private static string Words(IReadOnlyList<ProvisionState> states) => string.Join(" or ", states);

    private static EdgeException Gone(Provision provision) =>
        new("ProvisionGone", ErrorKind.NotFound, $"Provision {provision.Name} was removed while it was waited for.") { Target = provision.Name };

    private static EdgeException NotComing(Provision provision, IReadOnlyList<ProvisionState> wanted) =>
        new("StateNotReached", ErrorKind.Refused, $"Provision {provision.Name} is {provision.State}, and nobody works on it: it does not become {Words(wanted)} by itself.")
        {
            Target = provision.Name,
            RecommendedAction = NextCommands.Towards(provision, wanted),
        };

    private static EdgeException Late(WaitRequest request, Provision? provision, LockBody? owner) =>
        new("WaitTimeout", ErrorKind.Timeout, FormattableString.Invariant($"{Text(provision?.Name ?? request.Provision, provision, owner)}. It was waited {request.Timeout!.Value.TotalSeconds:0} s for it to become {Words(request.States)}."))
        {
            Target = provision?.Name ?? request.Provision,
            RecommendedAction = "Wait longer with -Timeout, or see what goes on with Get-EdgeOperation.",
        };
}
