using System.Collections.Concurrent;

namespace EdgeProvision.Sandbox.Control;

/// <summary>What is to go wrong, in all services of one sandbox. Rules are looked at in the order in which they came.</summary>
public sealed class FaultBoard : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly Random _random;
    private readonly CancellationTokenSource _closing = new();
    private readonly ConcurrentDictionary<Task, byte> _late = new();
    private readonly List<Hold> _holds = [];
    private readonly List<Fault> _faults = [];
    private readonly Dictionary<string, Latency> _latencies = [];
    private int _lastId;

    /// <summary>Makes an empty board. The same seed gives the same accidents.</summary>
    public FaultBoard(TimeProvider timeProvider, int seed = 20200202)
    {
        TimeProvider = timeProvider;
        Log = new CallLog(timeProvider);
        _random = new Random(seed);
    }

    internal TimeProvider TimeProvider { get; }

    internal CallLog Log { get; }

    internal IReadOnlyList<Hold> Holds
    {
        get
        {
            lock (_gate)
                return [.. _holds];
        }
    }

    internal IReadOnlyList<Fault> Faults
    {
        get
        {
            lock (_gate)
                return [.. _faults];
        }
    }

    /// <summary>Adds a fault rule; answers its id.</summary>
    public string Add(FaultOrder order)
    {
        lock (_gate)
        {
            var fault = new Fault($"fault-{++_lastId}", order);
            _faults.Add(fault);
            return fault.Id;
        }
    }

    /// <summary>Arms a hold; answers its id.</summary>
    public string Arm(HoldOrder order)
    {
        lock (_gate)
        {
            var hold = new Hold($"hold-{++_lastId}", order);
            _holds.Add(hold);
            return hold.Id;
        }
    }

    /// <summary>Waits until the hold has its call; false when it has none after that time.</summary>
    public async Task<bool> WaitUntilHeldAsync(string id, TimeSpan longest, CancellationToken cancellationToken)
    {
        var hold = FindHold(id) ?? throw new ArgumentException($"There is no hold {id}.", nameof(id));
        await hold.WaitForAsync(HoldState.Holding, longest, TimeProvider, cancellationToken);
        return hold.State == HoldState.Holding;
    }

    /// <summary>Lets a held call go on; false when there is no such hold.</summary>
    public bool Release(string id, HoldOutcome outcome = HoldOutcome.Proceed)
    {
        if (FindHold(id) is not { } hold)
            return false;
        hold.Release(outcome);
        return true;
    }

    /// <summary>Sets the latency of a service, in place of an earlier one.</summary>
    public void Set(Latency latency)
    {
        lock (_gate)
            _latencies[latency.Service] = latency;
    }

    /// <summary>Nothing goes wrong any more; what is late stays late, holds stay.</summary>
    public void ClearFaults()
    {
        lock (_gate)
        {
            _faults.Clear();
            _latencies.Clear();
        }
    }

    /// <summary>Every held call goes on, every armed hold is forgotten.</summary>
    public void ReleaseAll()
    {
        foreach (var hold in Holds)
            hold.Release(HoldOutcome.Proceed);
        lock (_gate)
            _holds.RemoveAll(hold => hold.State == HoldState.Released);
    }

    /// <summary>How often each kind of call came in.</summary>
    public IReadOnlyDictionary<string, long> Counters() => Log.Counters();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        ReleaseAll();
        await Task.WhenAll(_late.Keys);
        _closing.Dispose();
    }

    internal Hold? FindHold(string id)
    {
        lock (_gate)
            return _holds.Find(hold => hold.Id == id);
    }

    internal bool Remove(string faultId)
    {
        lock (_gate)
            return _faults.RemoveAll(fault => fault.Id == faultId) > 0;
    }

    internal Hold? TakeHold(CallMoment moment, CallFacts call, long number)
    {
        // Every hold counts the call, and the first whose turn it is gets it.
        Hold? taken = null;
        foreach (var hold in Holds.Where(hold => hold.Counts(moment, call)))
        {
            if (taken is null && hold.Take(number))
                taken = hold;
        }

        return taken;
    }

    internal FaultOrder? TakeFault(CallFacts call)
    {
        lock (_gate)
        {
            // Every rule counts the call, and the first whose turn it is strikes.
            var due = _faults.FindAll(fault => fault.Counts(call));
            return due.Find(fault => fault.Strikes(_random))?.Order;
        }
    }

    internal TimeSpan LatencyOf(string service)
    {
        lock (_gate)
        {
            if (!_latencies.TryGetValue(service, out var latency) && !_latencies.TryGetValue("*", out latency))
                return TimeSpan.Zero;
            return TimeSpan.FromMilliseconds(latency.FixedMs + (latency.JitterMs * _random.NextDouble()));
        }
    }

    /// <summary>Does something later, whoever asked for it has gone.</summary>
    internal void DoLate(TimeSpan delay, Func<CancellationToken, Task> action)
    {
        var task = DoLateAsync(delay, action);
        _late[task] = 0;
        _ = task.ContinueWith(done => _late.TryRemove(done, out _), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
    }

    private async Task DoLateAsync(TimeSpan delay, Func<CancellationToken, Task> action)
    {
        try
        {
            await Task.Delay(delay, TimeProvider, _closing.Token);
            await action(_closing.Token);
        }
        catch (OperationCanceledException) when (_closing.IsCancellationRequested)
        {
            // The world ends before it.
        }
    }
}
