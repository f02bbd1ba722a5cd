namespace EdgeProvision.Sandbox.Control;

/// <summary>One armed stop. It holds a single call, once.</summary>
internal sealed class Hold(string id, HoldOrder order)
{
    private readonly Lock _gate = new();
    private readonly TaskCompletionSource<HoldOutcome> _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _seen;

    public string Id { get; } = id;

    public HoldOrder Order { get; } = order;

    public HoldState State { get; private set; }

    /// <summary>The number of the call that is or was held, in the call log.</summary>
    public long? CallNumber { get; private set; }

    /// <summary>Counts the call if it is one that the hold waits for; true from its turn on.</summary>
    public bool Counts(CallMoment moment, CallFacts call)
    {
        lock (_gate)
            return State == HoldState.Armed && moment == Order.When && Order.Match.Matches(call) && ++_seen >= Order.Nth;
    }

    /// <summary>Takes a call that it has counted; false when it has another by now.</summary>
    public bool Take(long number)
    {
        lock (_gate)
        {
            if (State != HoldState.Armed)
                return false;
            CallNumber = number;
            Enter(HoldState.Holding);
            return true;
        }
    }

    public Task<HoldOutcome> OutcomeAsync(CancellationToken cancellationToken) => _released.Task.WaitAsync(cancellationToken);

    public void Release(HoldOutcome outcome)
    {
        lock (_gate)
        {
            if (State == HoldState.Released)
                return;
            Enter(HoldState.Released);
            _released.SetResult(outcome);
        }
    }

    /// <summary>Waits until the state is the wanted one or a later one, at most as long as told.</summary>
    public async Task WaitForAsync(HoldState wanted, TimeSpan longest, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(longest, timeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                if (State >= wanted)
                    return;
                changed = _changed.Task;
            }

            try
            {
                await changed.WaitAsync(either.Token);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private void Enter(HoldState state)
    {
        State = state;
        _changed.SetResult();
        _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
