namespace EdgeProvision.Engine.Execution.Locking;

/// <summary>
/// Judges an owner dead by its silence: the same beat in every read for a whole span of the waiter's clock, with no failed read and no large
/// gap in between.
/// </summary>
internal sealed class SilenceTracker(LockTimings timings)
{
    private (int Id, long Beat)? _seen;
    private TimeSpan _since;
    private TimeSpan _lastRead;

    /// <summary>Takes a successful read; true when the owner has been silent long enough.</summary>
    public bool Observe(int lockId, long beat, TimeSpan now)
    {
        if (_seen != (lockId, beat) || now - _lastRead > timings.LargestGap)
        {
            _seen = (lockId, beat);
            _since = now;
        }

        _lastRead = now;
        return now - _since >= timings.Silence;
    }

    /// <summary>A read failed: what was counted counts no more.</summary>
    public void Reset() => _seen = null;
}
