namespace EdgeProvision.Engine.Execution;

/// <summary>
/// A token that fires only a while after a stop was asked for: what has happened outside is written down even then, but a front-end that hangs
/// must not keep a stopped command alive.
/// </summary>
internal sealed class StopGrace : IDisposable
{
    private readonly CancellationTokenSource _late;
    private readonly CancellationTokenRegistration _stop;

    public StopGrace(CancellationToken stop, TimeSpan grace, TimeProvider time)
    {
        _late = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        _stop = stop.UnsafeRegister(_ => _late.CancelAfter(grace), null);
    }

    /// <summary>Counted from the stop, however late a step comes to what it has to write down.</summary>
    public StopGrace(StepContext context)
        : this(context.Operation)
    {
    }

    public StopGrace(OperationScope scope) => _late = CancellationTokenSource.CreateLinkedTokenSource(scope.Late);

    public CancellationToken Token => _late.Token;

    public void Dispose()
    {
        _stop.Dispose();
        _late.Dispose();
    }
}
