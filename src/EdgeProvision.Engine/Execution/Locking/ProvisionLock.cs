using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Execution.Locking;

/// <summary>
/// A lock that is held: beats while it lives, and guards every change outside (<see cref="EnsureHeldAsync"/>, the gate).
/// </summary>
public sealed class ProvisionLock : IAsyncDisposable
{
    private readonly FrontEndClient _client;
    private readonly LockTimings _timings;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _ended = new();
    private readonly CancellationTokenSource _lostSource = new();
    private readonly SemaphoreSlim _beating = new(1, 1);
    private Task _beats = Task.CompletedTask;
    private long _beat;
    private long _lastBeat = long.MinValue;
    private volatile bool _lost;

    internal ProvisionLock(FrontEndClient client, int templateId, string provision, LockTimings timings, TimeProvider time)
    {
        _client = client;
        TemplateId = templateId;
        Provision = provision;
        _timings = timings;
        _time = time;
    }

    /// <summary>The lock template's id.</summary>
    public int TemplateId { get; }

    /// <summary>The provision's name.</summary>
    public string Provision { get; }

    /// <summary>Fires when it is known that the lock was removed: what only waits, and so passes no gate, must end too.</summary>
    public CancellationToken Lost => _lostSource.Token;

    /// <summary>
    /// The gate: returns when a beat that was sent at most <see cref="LockTimings.GateAge"/> ago has succeeded, and sends one if none has.
    /// Every change at provider, front-end or host passes it innermost, after every queue and back-off.
    /// </summary>
    /// <exception cref="EdgeException"><c>LockLost</c>: somebody removed the lock, nothing more may be changed.</exception>
    public async ValueTask EnsureHeldAsync(CancellationToken cancellationToken)
    {
        if (IsFresh())
            return;
        var began = _time.GetTimestamp();
        while (!await TryBeatAsync(_time.GetElapsedTime(began) >= _timings.GatePatience, cancellationToken).ConfigureAwait(false))
            await Task.Delay(_timings.Poll, _time, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A call got no answer: whatever made it so, the next change must know first that the lock still stands.</summary>
    public void CallFailed() => Interlocked.Exchange(ref _lastBeat, long.MinValue);

    /// <summary>Throws when the lock is known to be lost.</summary>
    public void ThrowIfLost()
    {
        if (_lost)
            throw LostError();
    }

    /// <summary>Ends the beats and removes the lock.</summary>
    public async Task ReleaseAsync(CancellationToken cancellationToken)
    {
        await StopBeatingAsync().ConfigureAwait(false);
        if (_lost)
            return;
        while (true)
        {
            try
            {
                await _client.Templates.DeleteAsync(TemplateId, cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (FrontEndException error) when (error.Kind == ErrorKind.NotFound)
            {
                // Gone is what was wanted.
                return;
            }
            catch (EdgeException error) when (error.Kind is not ErrorKind.AccessDenied)
            {
                // Deleting by id may be repeated. The caller's grace ends it.
                await Task.Delay(_timings.Poll, _time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopBeatingAsync().ConfigureAwait(false);
        _ended.Dispose();
        _lostSource.Dispose();
        _beating.Dispose();
    }

    internal async Task StartAsync(CancellationToken cancellationToken)
    {
        await BeatAsync(cancellationToken).ConfigureAwait(false);
        _beats = KeepBeatingAsync(_ended.Token);
    }

    /// <summary>False when no answer came and there is time left to try again.</summary>
    private async Task<bool> TryBeatAsync(bool isLastTry, CancellationToken cancellationToken)
    {
        await _beating.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (!IsFresh())
                await BeatAsync(cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (EdgeException error) when (error.IsTransient && !isLastTry)
        {
            return false;
        }
        finally
        {
            _beating.Release();
        }
    }

    private bool IsFresh()
    {
        ThrowIfLost();
        var last = Interlocked.Read(ref _lastBeat);
        return last != long.MinValue && SuspendClock.Now(_time) - TimeSpan.FromTicks(last) <= _timings.GateAge;
    }

    private async Task BeatAsync(CancellationToken cancellationToken)
    {
        var sent = SuspendClock.Now(_time);
        try
        {
            await _client.Templates.BeatAsync(TemplateId, TemplateWriter.Write(LockBody.WriteBeat(Interlocked.Increment(ref _beat))), cancellationToken).ConfigureAwait(false);
        }
        catch (FrontEndException error) when (error.Kind == ErrorKind.NotFound)
        {
            _lost = true;
            await _lostSource.CancelAsync().ConfigureAwait(false);
            throw LostError();
        }
        catch (EdgeException)
        {
            CallFailed();
            throw;
        }

        Interlocked.Exchange(ref _lastBeat, sent.Ticks);
    }

    private async Task KeepBeatingAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                await Task.Delay(_timings.Beat, _time, cancellationToken).ConfigureAwait(false);
                await _beating.WaitAsync(cancellationToken).ConfigureAwait(false);
                try
                {
                    await BeatAsync(cancellationToken).ConfigureAwait(false);
                }
                catch (EdgeException)
                {
                    // A lost lock is remembered; anything else is tried again, and the gate keeps changes back meanwhile.
                }
                finally
                {
                    _beating.Release();
                }

                if (_lost)
                    return;
            }
        }
        catch (OperationCanceledException)
        {
            // The lock is being released.
        }
    }

    private async Task StopBeatingAsync()
    {
        if (!_ended.IsCancellationRequested)
            await _ended.CancelAsync().ConfigureAwait(false);
        await _beats.ConfigureAwait(false);
    }

    private EdgeException LostError() =>
        new("LockLost", ErrorKind.Changed, $"The lock of provision {Provision} (template {TemplateId}) was removed by somebody else. Nothing more is changed.")
        {
            Target = Provision,
            RecommendedAction = "See who works on the provision (Get-EdgeOperation, oneprovision log), then run the command again: it continues.",
        };
}
