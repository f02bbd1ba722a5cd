namespace EdgeProvision.Sandbox.OpenNebula.Objects;

/// <summary>
/// What happens by itself a while later and needs no driver: done, in order, when the zone is looked at next after its time.
/// </summary>
internal sealed class Schedule
{
    private readonly PriorityQueue<Action, (DateTimeOffset Due, long Sequence)> actions = new();
    private long sequence;

    internal void At(DateTimeOffset due, Action action) => actions.Enqueue(action, (due, sequence++));

    internal void CatchUp(DateTimeOffset now)
    {
        while (actions.TryPeek(out var action, out var when) && when.Due <= now)
        {
            actions.Dequeue();
            action();
        }
    }
}
