using EdgeProvision.Engine.Operations;

namespace EdgeProvision.ModelledWorld.Tests.World;

/// <summary>Keeps what happened, with its moment.</summary>
internal sealed class EventList(TimeProvider time) : IOperationObserver
{
    private readonly Lock _gate = new();
    private readonly List<(TimeSpan At, OperationEvent Event)> _events = [];

    public IReadOnlyList<(TimeSpan At, OperationEvent Event)> Events
    {
        get
        {
            lock (_gate)
                return [.. _events];
        }
    }

    public IEnumerable<T> Of<T>()
        where T : OperationEvent => Events.Select(e => e.Event).OfType<T>();

    public void OnEvent(OperationEvent operationEvent)
    {
        lock (_gate)
            _events.Add((time.GetElapsedTime(0), operationEvent));
    }

    /// <summary>A readable account, for a failing test.</summary>
    public string Account() => string.Join('\n', Events.Select(e => e.Event switch
    {
        OperationEvent.StepEnded s => $"{e.At.TotalSeconds,8:0.00} {s.Outcome} {s.Step.Id} {s.Error?.Message}",
        OperationEvent.Message { Level: not MessageLevel.Debug } m => $"{e.At.TotalSeconds,8:0.00} {m.Level}: {m.Text}",
        OperationEvent.StepProgress p => $"{e.At.TotalSeconds,8:0.00} .. {p.Step.Id} {p.Text}",
        OperationEvent.WaitingForLock w => $"{e.At.TotalSeconds,8:0.00} waiting for {w.User} on {w.Machine}",
        _ => "",
    }).Where(l => l.Length > 0));
}
